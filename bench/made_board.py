"""An invented district's board of any size, written straight into the tables.

About half the figures are of targets, given monthly over one to three years: most cumulative, a quarter
increments, some growth rates and levels; the others are of work items. Three in a hundred are corrected,
five in a hundred came back once, those of the last month still wait; some commitments have milestones,
approved changes, findings of spot checks, sign-offs, or a measure shared with others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import count
from random import Random

from django.db import connection, models, transaction
from django.utils import timezone

from luoshi.board.models import (
    ChangeRequest,
    Check,
    Commitment,
    Decision,
    Measure,
    Milestone,
    Move,
    Progress,
    Report,
    Revision,
    Target,
    WorkItem,
)
from luoshi.delivery.periods import month_end
from luoshi.office.actions import add_person, department_of, place_of
from luoshi.office.models import Place, User

CODE, PASSWORD = "990101", "bench-only-0"
LAST = date(2025, 12, 31)
BATCH = 10_000
SHARED = 10
REPORTED = 150
"""So many of the commitments stand in a report, as many as a real one has; the others in further sources."""

UNITS = ("个", "公里", "亿元", "万人", "所", "处")
Row = dict[str, object]


@dataclass
class Tables:
    """Rows that wait to be written, by model; their ids are given here."""

    rows: dict[type[models.Model], list[Row]] = field(default_factory=dict)
    ids: dict[type[models.Model], Iterator[int]] = field(default_factory=dict)

    def add(self, model: type[models.Model], at: datetime, by: int | None, **said: object) -> int:
        """Keep a row to be written; its id."""
        key = next(self.ids.setdefault(model, count(1)))
        self.rows.setdefault(model, []).append({"id": key, "at": at, "by_id": by, **said})
        return key

    def written(self) -> None:
        """Write what waits."""
        for model, rows in self.rows.items():
            pour(model, rows)
            rows.clear()


def pour(model: type[models.Model], rows: list[Row]) -> None:
    """Insert rows as fast as the database takes them; what they do not say has its default."""
    if not rows:
        return
    columns = [*model._meta.concrete_fields]
    names = ", ".join(f'"{one.column}"' for one in columns)
    defaults = {one.attname: one.get_default() for one in columns}
    full = ({**defaults, **row} for row in rows)
    lines = [tuple(prepared(one, row[one.attname]) for one in columns) for row in full]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy:
                for line in lines:
                    copy.write_row(line)
        else:
            marks = ", ".join(["?"] * len(columns))
            cursor.connection.executemany(
                f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})',  # noqa: S608
                lines,
            )


def prepared(column: models.Field, value: object) -> object:
    """A value as the database takes it; numbers and words it takes as they are."""
    if value is None or isinstance(value, int | str):
        return value
    return written(column, tuple(value) if isinstance(value, list) else value)


@lru_cache(100_000)
def written(column: models.Field, value: object) -> object:
    return column.get_db_prep_save([*value] if isinstance(value, tuple) else value, connection)


@dataclass
class Maker:
    """Makes one board; the same seed makes the same."""

    place: Place
    officer: int
    departments: list[int]
    people: list[int]
    shared: list[int] = field(default_factory=list)
    tables: Tables = field(default_factory=Tables)
    random: Random = field(default_factory=lambda: Random(2025))  # noqa: S311
    figures: int = 0
    report: int = 0

    def commitment(self, number: int) -> int:
        """One commitment, with what was said of it; its id."""
        years = self.random.choice((1, 1, 2, 3))
        began = noon(date(LAST.year + 1 - years, 1, 20))
        key = self.tables.add(
            Commitment,
            began,
            self.officer,
            place_id=self.place.pk,
            report_id=self.report if number <= REPORTED else None,
            origin="report",
            year=LAST.year + 1 - years,
            number=number,
            section=f"主要任务 / {'一二三四五六七八'[number % 8]}、第{number % 8 + 1}方面",
            words=f"推进第{number}项重点工作，完成年度建设任务，力争早日见效。",
        )
        lead = number % len(self.departments)
        said = {"commitment_id": key, "title": f"推进第{number}项重点工作，完成年度建设任务", "reason": ""}
        self.tables.add(Revision, began, self.officer, state="proposed", **said)
        ongoing = number % 25 == 0
        said |= {"state": "confirmed", "lead_id": self.departments[lead], "ongoing": ongoing}
        self.tables.add(Revision, began + timedelta(days=3), self.officer, **said)
        if number % 10 == 0:
            self.tables.add(Revision, began + timedelta(days=90), self.officer, **said)
        kind = number % 20
        if kind >= 17:
            self.steps(key, lead, began)
        else:
            for part in range(1, 2 + number % 4):
                self.target(key, part, kind, lead, began)
        self.checked(key, number)
        return key

    def target(self, key: int, part: int, kind: int, lead: int, began: datetime) -> None:
        """One target with its monthly figures."""
        start = date(began.year, 1, 1)
        basis = "growth" if kind == 14 else "level" if kind in (15, 16) else "amount"
        value = Decimal(self.random.randrange(12, 400))
        said = {
            "commitment_id": key,
            "key": part,
            "measure": f"第{part}项指标",
            "comparator": "<=" if kind == 16 else ">=",
            "value": value,
            "unit": "%" if basis != "amount" else self.random.choice(UNITS),
            "basis": basis,
            "direction": "down" if kind == 16 else "up",
            "baseline": value / 2 if kind == 15 else None,
            "start": start,
            "due": LAST,
        }
        shared = self.shared[key % SHARED] if key % 97 == 0 else None
        self.tables.add(Target, began, None, **said, shared_id=shared)
        if shared is not None:
            return
        pace = self.random.uniform(0.7, 1.2)
        months = [*ends(start)]
        for month, day in enumerate(months, start=1):
            done = float(value) * pace * month / len(months)
            adds = 10 <= kind < 14
            given = done / month if adds else done if basis == "amount" else float(value) * pace
            figure = Decimal(given).quantize(Decimal("0.01"))
            self.figure(key, "target", part, day, figure, cumulative=not adds, lead=lead)
        if key % 33 == 0:
            self.change(key, part, said, began)

    def steps(self, key: int, lead: int, began: datetime) -> None:
        """Four milestones, most of them reached."""
        for part in range(1, 5):
            due = month_end(date(LAST.year, part * 3, 1))
            self.tables.add(Milestone, began, None, commitment_id=key, key=part, name=f"第{part}步", due=due)
            if self.random.random() < 0.8:
                day = due - timedelta(days=self.random.randrange(20))
                self.figure(key, "milestone", part, day, Decimal(1), cumulative=True, lead=lead)

    def change(self, key: int, part: int, said: Row, began: datetime) -> None:
        """An approved change of a target."""
        at, value = began + timedelta(days=150), said["value"]
        after = {"value": Decimal(str(value)) * 2, "due": LAST}
        before = {"value_before": value, "due_before": LAST, "reason": "资金到位晚"}
        asked = self.tables.add(
            ChangeRequest, at, self.people[0], commitment_id=key, part="target", key=part, **after, **before
        )
        self.tables.add(Decision, at, self.officer, request_id=asked, approved=True, reason="同意")
        self.tables.add(Target, at, self.officer, **(said | after), request_id=asked, reason="资金到位晚")

    def checked(self, key: int, number: int) -> None:
        """Sign-offs of some, findings of a few."""
        at = noon(date(LAST.year, 11, 10))
        said = {"commitment_id": key, "words": "查阅台账"}
        if number % 10 == 1:
            for stage in ("applied", "checked", "signed"):
                self.tables.add(Check, at, self.officer, stage=stage, **said)
        if number % 100 == 7:
            self.tables.add(Check, at, self.officer, stage="found_untrue", part="", key=0, **said)

    def items(self, key: int, figures: int) -> None:
        """Work items with as many monthly figures as are wanted."""
        months = [*ends(date(LAST.year, 1, 1))]
        for given in range(figures):
            part, month = divmod(given, len(months))
            if month == 0:
                lead = self.random.randrange(len(self.departments))
                at = noon(date(LAST.year, 1, 25))
                said = {
                    "state": "approved",
                    "text": f"第{part + 1}项工作",
                    "department_id": self.departments[lead],
                }
                self.tables.add(WorkItem, at, self.officer, commitment_id=key, key=part + 1, due=LAST, **said)
            self.figure(key, "item", part + 1, months[month], Decimal(month + 1), cumulative=True, lead=lead)

    def figure(
        self,
        key: int | None,
        part: str,
        number: int,
        day: date,
        value: Decimal,
        *,
        cumulative: bool,
        lead: int,
    ) -> None:
        """A figure and its moves; now and then a correction of it."""
        times = 2 if self.random.random() < 0.03 else 1
        for later in range(times):
            at = noon(day + timedelta(days=3 + 4 * later))
            about = {"measure_id": number} if key is None else {"commitment_id": key, "key": number}
            said = {"part": part, "day": day, "value": value, "cumulative": cumulative, **about}
            row = self.tables.add(
                Progress, at, self.people[lead], **said, department_id=self.departments[lead]
            )
            self.moves(row, at, lead, waits=day >= LAST and row % 3 == 0)
            self.figures += 1

    def moves(self, row: int, at: datetime, lead: int, *, waits: bool) -> None:
        """Drafted, submitted, now and then returned, accepted."""
        steps = ["drafted", "submitted", "accepted"]
        if self.random.random() < 0.05:
            steps[2:2] = ["returned", "submitted"]
        for hours, step in enumerate(steps[:-1] if waits else steps):
            by = self.people[lead] if step in ("drafted", "submitted") else self.officer
            reason = "缺少证明" if step == "returned" else ""
            self.tables.add(Move, at + timedelta(hours=hours), by, progress_id=row, step=step, reason=reason)

    def measures(self) -> None:
        """Measures that one source gives for all, with their monthly figures."""
        at = noon(date(LAST.year - 2, 1, 5))
        for number in range(SHARED):
            said = {"place_id": self.place.pk, "name": f"共用指标{number}", "unit": "%"}
            key = self.tables.add(Measure, at, self.officer, source_id=self.departments[0], **said)
            self.shared.append(key)
        self.tables.written()
        for key in self.shared:
            for day in ends(date(LAST.year - 2, 1, 1)):
                self.figure(None, "measure", key, day, Decimal(day.month * 10), cumulative=True, lead=0)


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


def ends(start: date) -> Iterable[date]:
    """The ends of the months from a day to the last."""
    day = month_end(start)
    while day <= LAST:
        yield day
        day = month_end(day + timedelta(days=1))


@transaction.atomic
def made_board(commitments: int, figures: int) -> Place:
    """A place with a board of this size."""
    place = place_of(code=CODE, name="青梧区")
    officer = add_person(username="officer", password=PASSWORD, code=CODE, role="officer")
    departments = [department_of(place=place, name=f"第{number + 1}局").pk for number in range(40)]
    User.objects.bulk_create(
        User(username=f"head{key}", place=place, role="head", department_id=key) for key in departments
    )
    heads = [*User.objects.filter(role="head").order_by("department_id").values_list("pk", flat=True)]
    maker = Maker(place, officer.pk, departments, heads)
    maker.measures()
    said = {"place_id": place.pk, "year": LAST.year, "name": "报告.txt", "text": "推进重点工作。\n" * 500}
    maker.report = maker.tables.add(Report, noon(date(LAST.year, 1, 15)), officer.pk, **said, sha256="0" * 64)
    for number in range(1, commitments + 1):
        key = maker.commitment(number)
        maker.items(key, max(0, figures * number // commitments - maker.figures))
        if len(maker.tables.rows.get(Move, ())) > BATCH:
            maker.tables.written()
    maker.tables.written()
    counted_on()
    return place


def counted_on() -> None:
    """Let PostgreSQL count on after the ids that were given, and both databases know how much there is."""
    from django.core.management.color import no_style

    tables = [
        Report,
        Commitment,
        Revision,
        Target,
        Milestone,
        ChangeRequest,
        Decision,
        WorkItem,
        Measure,
        Progress,
        Move,
        Check,
    ]
    with connection.cursor() as cursor:
        for said in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(said)
        cursor.execute("ANALYZE")
