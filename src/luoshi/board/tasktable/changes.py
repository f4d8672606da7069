"""What a task table that came back would change: compared cell by cell with what stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from luoshi.board.actions import Promise
from luoshi.board.models import Origin, State
from luoshi.board.models.commitments import CLOSED
from luoshi.board.queries import Facts
from luoshi.board.tasktable import parse
from luoshi.board.tasktable.columns import BY_KEY, FIXED_KEYS, PROMISE_KEYS, SWITCHES, TARGET_KEYS
from luoshi.board.tasktable.known import Known
from luoshi.board.tasktable.parse import BadCell
from luoshi.board.tasktable.promises import promise_values
from luoshi.board.tasktable.read_xlsx import Fault, Line, Sheet
from luoshi.board.tasktable.rows import LONGEST, promise_cells, row, target_cells
from luoshi.board.tasktable.steps import steps_of
from luoshi.board.tasktable.targets import TargetChange, target_change
from luoshi.reading.outputs.writer import printable

NEW = (Origin.LIVELIHOOD, Origin.PROJECT, Origin.SUPERIOR, Origin.INSTRUCTION)
"""The origins of promises that a table may bring; a report's come from its text."""
NOT_TO_WRITE = (State.SPLIT, State.MERGED)
"""Promises in these states are followed elsewhere."""
Said = dict[str, str]


@dataclass(slots=True)
class Entry:
    """A promise that the table names, with what is to be written of it.

    `facts` are those of a promise that is there; a new one has `first`: its origin, words and section.
    `steps` are the lines of its milestones where they change; `promise` is a new one that was read.
    """

    facts: Facts | None
    lines: list[Line] = field(default_factory=list)
    keys: list[int | None] = field(default_factory=list)
    first: Said = field(default_factory=dict)
    revision: dict[str, object] = field(default_factory=dict)
    explained: bool = False
    targets: list[TargetChange] = field(default_factory=list)
    steps: list[str] | None = None
    reason: str = ""
    promise: Promise | None = None
    shown: dict[int, list[list[str]]] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.facts.commitment.code if self.facts else ""

    @property
    def changes(self) -> bool:
        """Whether anything is to be written."""
        return bool(
            not self.facts or self.revision or self.explained or self.targets or self.steps is not None
        )


@dataclass(slots=True)
class Plan:
    """What a task table would change, and what is wrong with it."""

    year: int
    known: Known
    sheet: Sheet
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: Line, key: str, words: str) -> None:
        """Keep what is wrong with a cell."""
        self.faults.append(self.sheet.fault(line.number, key, words))


def planned(sheet: Sheet, known: Known, year: int, progress: Callable[[int, int], None]) -> Plan:
    """Compare a task table with what stands; new promises are of `year`."""
    plan = Plan(year, known, sheet, faults=[*sheet.faults])
    plan.entries = entries(plan)
    for number, entry in enumerate(plan.entries):
        progress(number, len(plan.entries))
        compare(plan, entry)
    plan.faults.sort(key=lambda fault: (fault.row, len(fault.letter), fault.letter))
    return plan


def entries(plan: Plan) -> list[Entry]:
    """The promises that the table names, each with its lines."""
    found: dict[object, Entry] = {}
    by_words = plan.known.by_words()
    seen: dict[object, int] = {}
    for line in plan.sheet.lines:
        try:
            name, key, entry = named(plan, line, by_words) if is_new(line) else coded(plan, line)
        except BadCell as bad:
            plan.fault(line, "code", str(bad))
            continue
        if not is_new(line) and (name, key) in seen:
            plan.fault(line, "code", _("与第 %(row)s 行编号相同") % {"row": seen[name, key]})
            continue
        seen[name, key] = line.number
        entry = found.setdefault(name, entry)
        entry.lines.append(line)
        entry.keys.append(key)
    return [*found.values()]


def is_new(line: Line) -> bool:
    """Whether a line has no 编号."""
    return not line.cells.get("code", "").strip()


def coded(plan: Plan, line: Line) -> tuple[object, int | None, Entry]:
    """The promise of a 编号, and the key of its target."""
    code, key = parse.code(line.cells["code"])
    facts = plan.known.commitments.get(code)
    if facts is None:
        said = {"code": code, "place": plan.known.place}
        raise BadCell(_("%(place)s没有编号 %(code)s 的承诺；新的承诺请把编号空着") % said)
    return code, key, Entry(facts)


def named(plan: Plan, line: Line, by_words: dict) -> tuple[object, int | None, Entry]:
    """The promise of a line without 编号: one that an earlier table brought in, or a new one."""
    words = line.cells.get("words", "").strip() or line.cells.get("title", "").strip()
    if not words:
        plan.fault(line, "title", _("新的承诺要写明承诺"))
    origin = origin_of(plan, line)
    name = (origin, plan.year, parse.normal(printable(words)))
    facts = by_words.get(name)
    if facts is not None:
        return facts.commitment.code, None, Entry(facts)
    return name, None, Entry(None, first={"origin": origin, "words": words.strip()})


def origin_of(plan: Plan, line: Line) -> str:
    """Where a new promise was made."""
    known = {value: word for value, word in plan.known.lists["origin"].items() if value in NEW}
    text = line.cells.get("origin", "")
    try:
        if not text.strip():
            raise BadCell(_("新的承诺要写来源：%(listed)s") % {"listed": "、".join(known.values())})
        return parse.choice(text, known)
    except BadCell as bad:
        plan.fault(line, "origin", str(bad))
        return ""


def compare(plan: Plan, entry: Entry) -> None:
    """Find what the lines of a promise change."""
    faults = len(plan.faults)
    for line in entry.lines:
        check_fixed(plan, entry, line)
    entry.reason = next(filter(None, (reason_of(plan, line) for line in entry.lines)), "")
    compare_promise(plan, entry)
    for line, key in zip(entry.lines, entry.keys, strict=True):
        compare_target(plan, entry, line, key)
    stands = entry.facts.revision.state if entry.facts else State.PROPOSED
    if stands in NOT_TO_WRITE and entry.changes and len(plan.faults) == faults:
        word = plan.known.lists["state"][stands]
        plan.fault(entry.lines[0], "state", _("这项承诺%(word)s，不能再改") % {"word": word})


def said_in(plan: Plan, entry: Entry, line: Line, key: str, *, later: bool = False) -> str | None:
    """A cell, or None where the table does not say it: no such column, or empty where that means nothing.

    Empty cells say something only in the row in which the table that went out had them filled.
    """
    if key not in plan.sheet.letters or key in line.bad:
        return None
    text = line.cells.get(key, "")
    return None if not text.strip() and (later or is_new(line)) else text


def check_fixed(plan: Plan, entry: Entry, line: Line) -> None:
    """What was promised at first, and where, is not for a table to change."""
    if entry.facts is None:
        check_first(plan, entry, line)
        return
    cells = row(promise_cells(entry.facts, plan.known.lists)).cells
    for key in FIXED_KEYS:
        text = said_in(plan, entry, line, key)
        if text and text.strip() and parse.normal(text) != parse.normal(str(cells[key])):
            plan.fault(line, key, _("不能改；请照原样，或核对编号是不是写错了行"))


def check_first(plan: Plan, entry: Entry, line: Line) -> None:
    """The heading and the name under which a new promise stands."""
    for key in ("section", "title"):
        try:
            entry.first.setdefault(key, parse.words(line.cells.get(key, ""), BY_KEY[key].most))
        except BadCell as bad:
            plan.fault(line, key, str(bad))


def reason_of(plan: Plan, line: Line) -> str:
    """Why a line is changed."""
    try:
        return parse.words(line.cells.get("reason", ""), BY_KEY["reason"].most)
    except BadCell as bad:
        plan.fault(line, "reason", str(bad))
        return ""


def compare_promise(plan: Plan, entry: Entry) -> None:
    """Find what is said anew of the promise as a whole."""
    cells = standing_cells(plan, entry)
    for key in PROMISE_KEYS:
        found = differing(plan, entry, key, cells[key])
        if found is None:
            continue
        line, text = found
        try:
            if key == "steps":
                entry.steps = [*filter(None, map(parse.normal, text.split("\n")))]
                steps_of(entry.facts.standing_milestones() if entry.facts else [], entry.steps)
            values = promise_values(plan.known, key, text)
        except BadCell as bad:
            plan.fault(line, key, str(bad))
            continue
        entry.revision |= values
        show(entry, line, key, cells[key], text)
    explain(entry, cells["reason"])
    check_departments(plan, entry)


def standing_cells(plan: Plan, entry: Entry) -> Said:
    """The cells of a promise as they stand."""
    lists = plan.known.lists
    if entry.facts:
        return {key: str(cell) for key, cell in row(promise_cells(entry.facts, lists)).cells.items()}
    empty = dict.fromkeys((*PROMISE_KEYS, "reason"), "")
    stands = {"state": lists["state"]["proposed"], "visibility": lists["visibility"]["internal"]}
    return empty | stands | {"title": entry.first["words"]}


def differing(plan: Plan, entry: Entry, key: str, stands: str) -> tuple[Line, str] | None:
    """The line and cell that say something else than what stands; a fault where two lines say two things."""
    found: list[tuple[Line, str]] = []
    for line, target in zip(entry.lines, entry.keys, strict=True):
        text = said_in(plan, entry, line, key, later=not is_first(entry, target))
        if text is not None and lines_of(key, text) != lines_of(key, stands):
            found.append((line, text))
    for line, text in found[1:]:
        if lines_of(key, text) != lines_of(key, found[0][1]):
            words = _("与第 %(row)s 行不一致，同一项承诺只能有一种说法") % {"row": found[0][0].number}
            plan.fault(line, key, words)
    return found[0] if found else None


def is_first(entry: Entry, key: int | None) -> bool:
    """Whether a row is the first of its promise in the table that went out."""
    if key is None or entry.facts is None:
        return True
    return key == min((target.key for target in entry.facts.standing_targets()), default=key)


def lines_of(key: str, text: str) -> list[str]:
    """A cell by which two are compared: milestones in whatever order."""
    if key == "steps":
        return sorted(filter(None, map(parse.normal, text.split("\n"))))
    if key in SWITCHES and parse.normal(text) == "否":
        return [""]
    return [parse.normal(text)]


def explain(entry: Entry, stands: str) -> None:
    """Another reason for what is closed or openly followed by nobody is worth a row of its own."""
    if entry.facts is None or not entry.reason:
        return
    revision = entry.facts.revision
    is_explained = revision.state in CLOSED or revision.untracked
    if is_explained and not entry.revision and entry.reason != parse.normal(stands):
        entry.explained = True
        show(entry, entry.lines[0], "reason", stands, entry.reason)


def check_departments(plan: Plan, entry: Entry) -> None:
    """Who leads does not support."""
    if not {"lead", "supporting"} & entry.revision.keys():
        return
    stands = entry.facts.revision if entry.facts else None
    lead = entry.revision.get("lead", stands.lead.name if stands and stands.lead else None)
    supporting = entry.revision.get("supporting", stands.supporting if stands else [])
    if lead is not None and lead in supporting:  # type: ignore[operator]
        plan.fault(entry.lines[0], "supporting", _("牵头单位不能同时是配合单位"))


def compare_target(plan: Plan, entry: Entry, line: Line, key: int | None) -> None:
    """Find what is said anew of a target, or a target that is new."""
    cells = {name: said_in(plan, entry, line, name) for name in TARGET_KEYS}
    try:
        target = target_of(entry, key, cells)
    except BadCell as bad:
        plan.fault(line, "code", str(bad))
        return
    if target is None and key is None and not any((text or "").strip() for text in cells.values()):
        return
    stands: Said = {}
    if target is not None and entry.facts is not None:
        made = row(target_cells(entry.facts, target, plan.known.lists))
        stands = {name: made.text(name) for name in TARGET_KEYS}
    year = entry.facts.commitment.year if entry.facts else plan.year
    change, faults = target_change(plan.known, target, year, cells, stands)
    for name, words in faults:
        plan.fault(line, name, words)
    if change is not None:
        change.reason, change.row = reason_of(plan, line) or entry.reason, line.number
        entry.targets.append(change)
        for name, text in change.shown.items():
            show(entry, line, name, stands.get(name, ""), text)


def target_of(entry: Entry, key: int | None, cells: dict[str, str | None]):
    """The target that a line is about, None for a new one; BadCell where that cannot be told."""
    standing = {row.key: row for row in entry.facts.standing_targets()} if entry.facts else {}
    if key is not None:
        known = [row.key for row in entry.facts.targets] if entry.facts else []
        following = max(known, default=0) + sum(change.key is None for change in entry.targets) + 1
        if key not in standing and key != following:
            raise BadCell(
                _("没有这个目标；要加一个，编号写 %(code)s") % {"code": f"{entry.code}.{following}"}
            )
        return standing.get(key)
    measure = parse.normal(cells["measure"] or "")
    same = [row for row in standing.values() if parse.normal(printable(row.measure)) == measure]
    if len(same) == 1 and measure:
        return same[0]
    if standing and measure and not is_new(entry.lines[0]):
        raise BadCell(
            _("这项承诺已有目标，请写明是哪一个，如 %(code)s") % {"code": f"{entry.code}.{min(standing)}"}
        )
    return None


def show(entry: Entry, line: Line, key: str, before: str, after: str) -> None:
    """Keep a change for people to look at."""
    shown = entry.shown.setdefault(line.number, [])
    shown.append([BY_KEY[key].title, before, printable(after.strip())[:LONGEST]])


def told(plan: Plan) -> dict[str, object]:
    """A plan for its page, and to be compared with another: plain lists and texts."""
    rows: list[dict[str, object]] = []
    for entry in plan.entries:
        rows += shown_rows(entry, plan.known)
    return {
        "lines": len(plan.sheet.lines),
        "rows": sorted(rows, key=lambda shown: shown["row"]),  # type: ignore[arg-type, return-value]
        "faults": [str(fault) for fault in plan.faults],
        "departments": [*plan.known.created],
        "unused": plan.sheet.unused,
    }


def shown_rows(entry: Entry, known: Known) -> Iterable[dict[str, object]]:
    """The rows of a promise that say something new."""
    title = entry.facts.revision.title if entry.facts else entry.first["words"]
    origin = "" if entry.facts else known.lists["origin"].get(entry.first["origin"], "")
    for line in entry.lines:
        shown = entry.shown.get(line.number, [])
        if shown or entry.facts is None:
            kind = "changed" if entry.facts else "new"
            pk = entry.facts.commitment.pk if entry.facts else None
            code = line.cells.get("code", "").strip() or entry.code
            yield {
                "row": line.number,
                "code": code,
                "title": title,
                "origin": origin,
                "kind": kind,
                "pk": pk,
                "changes": shown,
            }
