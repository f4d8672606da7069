"""Split a promise into parts; nothing of its words, targets and steps is lost by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction

from luoshi.board.actions.common import by_key, locked, next_key, standing_revision, standing_targets
from luoshi.board.actions.parts import milestones_of
from luoshi.board.actions.reports import next_number
from luoshi.board.actions.revisions import carried
from luoshi.board.models import Commitment, Milestone, Origin, Revision, State, Target
from luoshi.board.models.common import Fact
from luoshi.board.stretches import Span, matches, positions, shared_out, words_of
from luoshi.delivery.defaults import default_for
from luoshi.office.actions import Refused
from luoshi.office.audit import record
from luoshi.office.models import User

Copied = TypeVar("Copied", Target, Milestone)
OPEN = (State.PROPOSED, State.CONFIRMED)
"""The states in which a promise can be split, or merged into another."""

COPIED_TARGET = (
    *("measure", "comparator", "value", "unit", "basis", "direction", "baseline"),
    *("start", "due", "frequency", "lag", "path", "shared"),
)
COPIED_MILESTONE = ("name", "proof", "due")


@dataclass(frozen=True, slots=True)
class Share:
    """What one part of a split takes: words or spans of the source, targets and milestones by their keys.

    Words go before spans, spans before the words of a target. A milestone that no part takes goes to every
    part.
    """

    words: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    targets: tuple[int, ...] = ()
    milestones: tuple[int, ...] = ()
    title: str = ""


@transaction.atomic
def split(*, commitment: Commitment, shares: Sequence[Share], reason: str, by: User) -> list[Commitment]:
    """Split a promise into parts; each is a promise of its own, with its own words of the source.

    Every character goes to exactly one part: what no part takes goes with the words beside it.
    """
    held = locked(commitment)
    last = divisible(held)
    if not reason.strip():
        raise Refused("拆分要写明理由。")
    if len(shares) < 2:
        raise Refused("至少拆成两份。")
    for key in {key for share in shares for key in share.targets}:
        taker_of(key, shares)
    spans = shared_out(source_of(held), held.spans, claimed(held, shares))
    missing = [index for index in range(len(shares)) if index not in spans]
    if missing:
        raise Refused("第 %(number)s 份没有原文，请写出它的原话。", number=missing[0] + 1)
    number = next_number(held.place, Origin(held.origin), held.year)
    items = items_by_share(held, shares, spans)
    parts = [
        part_of(held, number + index, spans[index], [*items[index].values()], by)
        for index in range(len(shares))
    ]
    written: list[Fact] = [*parts]
    written += hand_down_targets(held, shares, parts, items, by)
    written += hand_down_milestones(held, shares, parts, by)
    written += [begun(held, last, part, share, by) for part, share in zip(parts, shares, strict=True)]
    written += [step for part in parts for step in steps_by_verb(part)]
    closed = Revision(commitment=held, by=by, reason=reason.strip()[:300], **carried(last))
    closed.state = State.SPLIT
    closed.save(force_insert=True)
    record(verb="split", row=closed, by=by, place=held.place, also=written)
    return parts


def divisible(held: Commitment) -> Revision:
    """What the office says of a promise that can be split or merged; refused where it lives already."""
    last = standing_revision(held)
    if last.state not in OPEN:
        raise Refused(
            "%(code)s 现在是“%(state)s”，不能拆分或合并。", code=held.code, state=State(last.state).label
        )
    if is_worked_on(held):
        raise Refused("%(code)s 已有进展、工作项、材料或申请，不能拆分或并入别的。", code=held.code)
    return last


def is_worked_on(held: Commitment) -> bool:
    """Whether anything was reported, checked, shared out, asked for or proved of a promise."""
    work = (held.progress, held.checks, held.items, held.requests, held.evidence)
    return any(rows.exists() for rows in work)


def source_of(commitment: Commitment) -> str:
    """The text that a promise's spans point into: its report's, or the words that were entered."""
    if commitment.report is not None:
        return commitment.report.text
    return commitment.words if commitment.split_from is None else source_of(commitment.split_from)


def claimed(held: Commitment, shares: Sequence[Share]) -> dict[int, int]:
    """Which part claims which character."""
    text, own = source_of(held), set(positions(held.spans))
    claims: dict[int, int] = {}
    for index, share in enumerate(shares):
        for words in share.words:
            places = own.intersection(places_of(text, own, words))
            if any(claims.get(place, index) != index for place in places):
                raise Refused("“%(words)s”不能同时归两份。", words=words[:30])
            claims |= dict.fromkeys(places, index)
    for index, share in enumerate(shares):
        claims = dict.fromkeys(own.intersection(positions(share.spans)), index) | claims
    for index, share in enumerate(shares):
        said = [span for key in share.targets for span in item_of(held, key).get("spans", [])]
        claims = dict.fromkeys(own.intersection(positions(said)), index) | claims
    return claims


def places_of(text: str, own: set[int], words: str) -> range:
    """Where words stand in the source of a promise; refused where they are not its own, or there twice."""
    first, end = min(own, default=0), max(own, default=-1) + 1
    found = [
        range(first + m.start(), first + m.end())
        for m in matches(text[first:end], words)
        if not own.isdisjoint(range(first + m.start(), first + m.end()))
    ]
    if not found:
        raise Refused("这项承诺里没有“%(words)s”，请从原文照抄。", words=words[:30])
    if len(found) > 1:
        raise Refused("“%(words)s”不止一处，请多抄几个字。", words=words[:30])
    return found[0]


def item_of(commitment: Commitment, key: int) -> dict:
    """What the machine had read for a target; empty for one that was added by hand."""
    items = commitment.machine
    item = items[key - 1] if 0 < key <= len(items) else {}
    return item if item.get("quantity") else {}


def taker_of(key: int, shares: Sequence[Share]) -> int | None:
    """The part that takes a target by its key, if any."""
    takers = [index for index, share in enumerate(shares) if key in share.targets]
    if len(takers) > 1:
        raise Refused("一个目标不能同时归两份。")
    return takers[0] if takers else None


def items_by_share(
    held: Commitment, shares: Sequence[Share], spans: dict[int, list[Span]]
) -> dict[int, dict[int, dict]]:
    """What the machine had read, by the part that it now belongs to, and by the old key of its target."""
    owners = {place: index for index, own in spans.items() for place in positions(own)}
    found: dict[int, dict[int, dict]] = {index: {} for index in range(len(shares))}
    for key, item in enumerate(held.machine, start=1):
        quantity = item["quantity"]
        owner = owners.get((quantity or item)["spans"][0][0], 0)
        taker = taker_of(key, shares) if quantity else None
        found[owner if taker is None else taker][key] = item
    return found


def part_of(held: Commitment, number: int, spans: list[Span], items: list[dict], by: User) -> Commitment:
    """A part as a promise of its own."""
    return Commitment.objects.create(
        place=held.place,
        report=held.report,
        origin=held.origin,
        year=held.year,
        number=number,
        section=held.section,
        words=words_of(source_of(held), spans),
        spans=spans,
        machine=items,
        split_from=held,
        by=by,
    )


def hand_down_targets(
    held: Commitment,
    shares: Sequence[Share],
    parts: Sequence[Commitment],
    items: dict[int, dict[int, dict]],
    by: User,
) -> list[Target]:
    """The targets go to the part that takes them, else with what the machine had read, else to the first.

    In a part the target of an item has the item's place as its key, as in a promise that was read.
    """
    made: list[Target] = []
    for key, row in standing_targets(held).items():
        taker = taker_of(key, shares)
        reader = next((index for index, own in items.items() if key in own and item_of(held, key)), 0)
        index = reader if taker is None else taker
        own = [target for target in made if target.commitment_id == parts[index].pk]
        places = [*items[index]]
        free = next_key([*own, *(Target(key=place) for place in range(1, len(places) + 1))])
        new = places.index(key) + 1 if item_of(held, key) and key in places else free
        made.append(copied(row, COPIED_TARGET, parts[index], new, came_from(held), by))
    return made


def hand_down_milestones(
    held: Commitment, shares: Sequence[Share], parts: Sequence[Commitment], by: User
) -> list[Milestone]:
    """The steps go to the parts that take them, else to every part."""
    made: list[Milestone] = []
    for key, row in by_key(held.milestones.all()).items():
        takers = [index for index, share in enumerate(shares) if key in share.milestones]
        if not row.dropped:
            made += [
                copied(row, COPIED_MILESTONE, parts[index], key, came_from(held), by)
                for index in takers or range(len(parts))
            ]
    return made


def came_from(held: Commitment) -> str:
    """Why a part has what it has."""
    return f"拆自 {held.code}"


def copied(
    row: Copied,
    names: Sequence[str],
    to: Commitment,
    key: int,
    reason: str,
    by: User,
    *,
    dropped: bool = False,
) -> Copied:
    """The same target or step of another promise, or once more of the same as dropped."""
    said = {name: getattr(row, name) for name in names} | {"dropped": dropped}
    return type(row).objects.create(commitment=to, key=key, reason=reason[:300], by=by, **said)


def begun(held: Commitment, last: Revision, part: Commitment, share: Share, by: User) -> Revision:
    """What is said of a part at first: what was said of the whole, under its own words."""
    row = Revision(commitment=part, by=by, reason=came_from(held), **carried(last))
    row.title = (share.title.strip() or part.words)[:500]
    row.save(force_insert=True)
    return row


def steps_by_verb(part: Commitment) -> list[Milestone]:
    """The steps of its verb for a part that got neither target nor step."""
    if not part.targets.exists() and not part.milestones.exists():
        default = default_for(None, part.words)
        due = date(part.year, 12, 31)
        return Milestone.objects.bulk_create(milestones_of(commitment=part, default=default, due=due))
    return []
