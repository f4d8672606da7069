"""The public pages as JSON and CSV: numbers are decimal strings, days ISO dates, text is no formula."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.http import JsonResponse
from django.utils.translation import gettext as _

from luoshi.board.models import Target
from luoshi.board.queries.public import Figure, Listed, Shown
from luoshi.board.words import rule_words, status_words
from luoshi.delivery import Standing
from luoshi.delivery.model import STATUSES
from luoshi.delivery.status import MILESTONE_ROWS, ROWS
from luoshi.delivery.words import decimal
from luoshi.office.languages import spoken
from luoshi.office.models import Place
from luoshi.reading.outputs.words import decimal_words


def as_json(said: dict[str, object]) -> JsonResponse:
    """Chinese as it is written."""
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


def board(place: Place, day: date, found: Sequence[Listed]) -> dict[str, object]:
    """The board: counts by status, and each commitment in brief."""
    counts = Counter(one.standing.status for one in found)
    return {
        **about(place, day),
        "counts": {status: counts[status] for status in reversed(STATUSES)},
        "commitments": [listed(one) for one in found],
    }


def listed(one: Listed) -> dict[str, object]:
    """A commitment as the board lists it."""
    return {
        **promise(one),
        **in_brief(one.standing),
        "original": in_brief(one.original) if one.original else None,
        "targets": [{**aim._asdict(), "value": decimal_words(aim.value)} for aim in one.aims],
        "milestones": one.steps,
    }


def promise(one: Listed | Shown) -> dict[str, object]:
    """What was promised, and who answers for it."""
    said = {"id": one.pk, "code": one.code, "section": one.section, "words": one.words}
    return said | {"title": one.title, "lead": one.lead}


def in_brief(standing: Standing) -> dict[str, object]:
    """How something stands, without shares."""
    return {"status": standing.status, "reason": standing.row, "stale": standing.stale}


def about(place: Place, day: date) -> dict[str, object]:
    return {"place": place.name, "code": place.code, "as_of": day.isoformat()}


def whole(place: Place, day: date, one: Shown) -> dict[str, object]:
    """A commitment with all that its page shows."""
    return {
        **about(place, day),
        "commitment": {
            **promise(one),
            **stands(one.standing),
            "original": stands(one.original) if one.original else None,
            "targets": [{**target(row), **stands(standing)} for row, standing in one.targets],
            "original_targets": [target(row) for row in one.original_targets],
            "milestones": [
                {"name": name, "due": due.isoformat(), "accepted": day_or_none(reached)}
                for name, due, reached in one.milestones
            ],
            "figures": [figure(row) for row in one.figures],
            "files": [{"id": row.pk, "name": row.name} for row in one.files],
            "history": [
                {"date": row.at.isoformat(), "kind": row.kind, "about": row.about}
                | {"before": row.before, "after": row.after}
                for row in one.happenings
            ],
        },
    }


def stands(standing: Standing) -> dict[str, object]:
    """How something stands, and by which row of the table."""
    return {
        "status": standing.status,
        "reason": standing.row,
        "part": standing.part,
        "stale": standing.stale,
        "share": decimal(standing.share),
        "expected": decimal(standing.expected),
        "reference_date": day_or_none(standing.reference),
    }


def day_or_none(day: date | None) -> str | None:
    return day.isoformat() if day else None


def target(row: Target) -> dict[str, object]:
    """What is to be reached."""
    return {
        "measure": row.measure,
        "comparator": row.comparator,
        "value": decimal_words(row.value),
        "unit": row.unit,
        "basis": row.basis,
        "direction": row.direction,
        "due": row.due.isoformat(),
    }


def figure(row: Figure) -> dict[str, object]:
    """A figure."""
    return {
        "about": row.name,
        "kind": "milestone" if row.is_step else "target",
        "date": row.day.isoformat(),
        "value": decimal_words(row.value),
        "unit": row.unit,
        "cumulative": row.cumulative,
        "provisional": row.provisional,
        "counted_on_the_spot": row.found,
        "sentence": row.sentence,
        "accepted": row.accepted.isoformat(),
        "counts": row.counts,
    }


def board_head() -> list[str]:
    """What the columns of the board hold."""
    said = [_("编号"), _("章节"), _("承诺"), _("原文"), _("牵头单位"), _("进度"), _("依据")]
    return [*said, _("按最初的目标和期限"), _("目标")]


def board_row(one: Listed) -> list[str]:
    """A commitment as a row of the board."""
    original = status_words(one.original.status) if one.original else ""
    status = [status_words(one.standing.status), rule_words(one.standing), original]
    aims = [f"{aim.comparator}{decimal_words(aim.value)}{aim.unit}" for aim in one.aims]
    return [one.code, one.section, one.title, one.words, one.lead, *status, " ".join(aims)]


def figures_head() -> list[str]:
    """What the columns of the figures hold."""
    number = [_("指标"), _("所属期"), _("数值"), _("计量单位"), _("累计"), _("初步"), _("核查")]
    return [*number, _("说明"), _("采纳于"), _("计入")]


def figure_row(row: Figure) -> list[str]:
    """A figure as a row."""
    marks = [yes(mark) for mark in (row.cumulative, row.provisional, row.found)]
    number = [row.day.isoformat(), decimal_words(row.value), row.unit]
    return [row.name, *number, *marks, row.sentence, row.accepted.isoformat(), yes(row.counts)]


def yes(mark: bool) -> str:
    """Yes or no."""
    return _("是") if mark else _("否")


def decisions() -> dict[str, object]:
    """The decision tables, row by row from the top."""
    return {
        name: [{"row": row.name, "status": row.status, "zh": row.zh, "en": row.en} for row in rows]
        for name, rows in (("targets", ROWS), ("milestones", MILESTONE_ROWS))
    }


def decisions_head() -> list[str]:
    """What the columns of the decision tables hold."""
    return [_("表"), _("行"), _("进度"), _("条件")]


def decision_rows() -> list[list[str]]:
    """The decision tables as rows."""
    tables = ((_("有数字的"), ROWS), (_("节点"), MILESTONE_ROWS))
    return [
        [name, row.name, status_words(row.status), spoken(row.zh, row.en)]
        for name, rows in tables
        for row in rows
    ]
