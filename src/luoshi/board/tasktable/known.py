"""What a task table is compared with: the place's commitments, departments and leaders as they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

from luoshi.board import queries
from luoshi.board.models import Commitment, Measure, Milestone, Revision, Target
from luoshi.board.queries import Facts
from luoshi.board.tasktable import parse
from luoshi.board.tasktable.columns import choices
from luoshi.board.tasktable.parse import BadCell
from luoshi.office import clock
from luoshi.office.models import Place, Role, User
from luoshi.reading.outputs.writer import printable

Words = tuple[str, int, str]
"""By which a promise without a 编号 is found again: origin, year, words."""


@dataclass(slots=True)
class Known:
    """`create`: departments that are not there yet are made; `created` are those that the table named."""

    place: Place
    create: bool
    commitments: dict[str, Facts]
    departments: list[str]
    leaders: list[User]
    measures: list[Measure]
    lists: dict[str, dict[str, str]] = field(default_factory=choices)
    created: list[str] = field(default_factory=list)

    def by_words(self) -> dict[Words, Facts]:
        """The promises that came in by no report, by their words."""
        rows = {one.commitment: one for one in self.commitments.values()}
        return {words_of(row): one for row, one in rows.items() if row.report_id is row.split_from_id is None}

    def department(self, text: str) -> str:
        """The name of a department; BadCell with the nearest one where there is none of this name."""
        name = parse.words(text, 60)
        if name in self.departments or name in self.created:
            return name
        if not self.create:
            raise BadCell(
                _("没有叫“%(name)s”的单位%(near)s") % {"name": name, "near": near(name, self.departments)}
            )
        self.created.append(name)
        return name

    def leader(self, text: str) -> User:
        """A leader by name or user name; BadCell where there is none, or more than one."""
        name = parse.normal(text)
        found = [user for user in self.leaders if user.username == name] or [
            user for user in self.leaders if parse.normal(str(user)) == name
        ]
        if len(found) > 1:
            raise BadCell(_("叫“%(name)s”的分管领导不止一位，请写用户名") % {"name": name[:40]})
        if not found:
            names = [str(user) for user in self.leaders]
            raise BadCell(
                _("没有叫“%(name)s”的分管领导%(near)s") % {"name": name[:40], "near": near(name, names)}
            )
        return found[0]

    def measure(self, text: str) -> Measure:
        """A shared measure by name; BadCell with the nearest one where there is none of this name."""
        name = parse.normal(text)
        found = next((row for row in self.measures if parse.normal(printable(row.name)) == name), None)
        if found is None:
            said = {"name": name[:40], "near": near(name, [row.name for row in self.measures])}
            raise BadCell(_("没有叫“%(name)s”的共用指标%(near)s") % said)
        return found


def near(name: str, names: list[str]) -> str:
    """A question about the nearest known name, nothing where none is near."""
    found = get_close_matches(name, names, n=1, cutoff=0.5)
    return _("，是不是“%(name)s”？") % {"name": found[0]} if found else ""


def known(place: Place, *, create: bool) -> Known:
    """All that a task table of a place is compared with: eight queries."""
    found = queries.gathered(place.commitments.select_related("place"), clock.today(), figures=False)
    return Known(
        place,
        create,
        {one.commitment.code: one for one in found},
        [*place.departments.values_list("name", flat=True)],
        [*place.people.filter(role=Role.LEADER)],
        [*place.measures.all()],
    )


def words_of(commitment: Commitment) -> Words:
    """By which it is found again."""
    return commitment.origin, commitment.year, parse.normal(commitment.words)


def marks(place: Place) -> list[int | None]:
    """The last rows of a place that a task table can change; others than before if somebody has written."""
    tables = (Revision.objects, Target.objects, Milestone.objects)
    last = [rows.filter(commitment__place=place).order_by("pk").last() for rows in tables]
    return [row.pk if row else None for row in (*last, place.commitments.order_by("pk").last())]
