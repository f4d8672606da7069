"""What the cells of a target say: the fields of a target."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from luoshi.board.actions.parts import checked_path
from luoshi.board.models import Target
from luoshi.board.tasktable import parse
from luoshi.board.tasktable.columns import BY_KEY, DAYS, QUARTERS, TARGET_KEYS
from luoshi.board.tasktable.known import Known
from luoshi.board.tasktable.parse import BadCell
from luoshi.board.tasktable.rows import said
from luoshi.office.actions import Refused

NEEDED = ("measure", "value", "comparator", "basis", "direction", "start", "due", "frequency")
MOST_LAG = 400
"""Days after the end of a period."""
Cells = dict[str, str | None]
Faults = list[tuple[str, str]]


@dataclass(slots=True)
class TargetChange:
    """The fields of a target as they are to be; a new one has no key. `shown` are the cells that change."""

    key: int | None
    said: dict[str, object]
    shown: dict[str, str]
    reason: str = ""
    row: int = field(default=0)


def target_change(
    known: Known, target: Target | None, year: int, cells: Cells, stands: dict[str, str]
) -> tuple[TargetChange | None, Faults]:
    """What the cells of a row change in a target, and what is wrong with them; a new target gets defaults."""
    full = cells if target else with_defaults(known, year, cells)
    shown = {
        key: text
        for key, text in full.items()
        if text is not None and parse.normal(text) != parse.normal(stands.get(key, ""))
    }
    if not shown:
        return None, []
    values, faults = read_values(known, shown if target else full)
    if faults:
        return None, faults
    fields = fields_of(target) | {key: value for key, value in values.items() if not is_node(key)}
    if target is None or any(is_node(key) for key in shown):
        fields["path"], faults = path(year, node_cells(full, stands))
    if faults:
        return None, faults
    faults = wrong_together(fields)
    if faults or same(target, fields):
        return None, faults
    return TargetChange(target.key if target else None, fields, shown), []


def with_defaults(known: Known, year: int, cells: Cells) -> Cells:
    """The cells of a new target, with what is supposed where they are empty."""
    supposed = {
        "comparator": known.lists["comparator"]["="],
        "basis": known.lists["basis"]["amount"],
        "direction": known.lists["direction"]["up"],
        "frequency": known.lists["frequency"]["month"],
        "start": said(date(year, 1, 1)),
        "due": said(date(year, 12, 31)),
        "lag": "0",
    }
    return {key: cells.get(key) or supposed.get(key, "") for key in TARGET_KEYS}


def read_values(known: Known, cells: Cells) -> tuple[dict[str, object], Faults]:
    """The values of cells, and what is wrong with them."""
    values: dict[str, object] = {}
    faults: Faults = []
    for key, text in cells.items():
        try:
            values[key] = value(known, key, text or "")
        except BadCell as bad:
            faults.append((key, str(bad)))
    return values, faults


def value(known: Known, key: str, text: str) -> object:
    """What one cell says. Raises BadCell."""
    if not text.strip():
        if key in NEEDED:
            raise BadCell(_("不能为空"))
        return {"baseline": None, "lag": 0, "shared": None}.get(key, "")
    if key in DAYS:
        return parse.day(text)
    if key in ("value", "baseline", *QUARTERS):
        return parse.number(text)
    if key == "lag":
        return parse.whole(text, MOST_LAG)
    if key == "nodes":
        return parse.nodes(text)
    if key == "shared":
        return known.measure(text)
    if BY_KEY[key].choices:
        return parse.choice(text, known.lists[BY_KEY[key].choices])
    return parse.words(text, BY_KEY[key].most)


def is_node(key: str) -> bool:
    """Whether a column is about the path of a target."""
    return key in QUARTERS or key == "nodes"


def node_cells(cells: Cells, stands: dict[str, str]) -> dict[str, str]:
    """The cells about the path; where the table has no such column, as they stand."""
    found = {key: cells[key] for key in (*QUARTERS, "nodes")}
    return {key: stands.get(key, "") if text is None else text for key, text in found.items()}


def path(year: int, cells: dict[str, str]) -> tuple[list[tuple[str, str]], Faults]:
    """The path that the columns of the quarters and of other nodes give."""
    nodes: list[tuple[str, str]] = []
    faults: Faults = []
    for key, text in cells.items():
        try:
            if key == "nodes":
                nodes += parse.nodes(text)
            elif text.strip():
                nodes.append((date(year, *QUARTERS[key]).isoformat(), format(parse.number(text), "f")))
        except BadCell as bad:
            faults.append((key, str(bad)))
    return nodes, faults


def fields_of(target: Target | None) -> dict[str, object]:
    """The fields of a target as they stand."""
    if target is None:
        return {}
    kept = model_to_dict(
        target, exclude=["id", "commitment", "by", "request", "key", "reason", "shared", "dropped"]
    )
    return kept | {"shared": target.shared}


def wrong_together(fields: dict) -> Faults:
    """What is wrong with cells that are right one by one."""
    if fields["due"] < fields["start"]:
        return [("due", _("早于开始日期 %(start)s") % {"start": fields["start"]})]
    try:
        fields["path"] = checked_path(fields["path"], fields["start"], fields["due"])
    except Refused as refusal:
        return [("nodes", str(refusal))]
    return []


def same(target: Target | None, fields: dict[str, object]) -> bool:
    """Whether the cells only say in other words what stands."""
    return (
        target is not None
        and all(value == getattr(target, name) for name, value in fields.items() if name != "path")
        and numbers(fields["path"]) == numbers(target.path)
    )  # type: ignore[arg-type]


def numbers(path: list) -> list:
    """A path to be compared."""
    return sorted((day, Decimal(value)) for day, value in path)
