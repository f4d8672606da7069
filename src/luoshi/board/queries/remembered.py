"""Boards that were judged are remembered, and judged anew only where the audit chain tells of a write.

Every write appends one event, and events become visible in the order of their numbers. A board knows the last
event that it has seen, by number and hash; what is told after it names the commitments to be judged again. If
that event is not there any more (a write was taken back, a backup restored), all is forgotten.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from threading import Lock
from typing import NamedTuple

from django.apps import apps

from luoshi.board.models import Commitment
from luoshi.board.queries.briefs import Brief, judged
from luoshi.office.models import Event, Head, Place, Trace

DAYS = 12
"""So many boards are kept; the one that nobody has asked for longest goes first."""

NEWS = 1000
"""After more events than these, judging all is as quick."""

REACHES: dict[str, tuple[str, ...]] = {
    "commitment": ("pk",),
    "report": ("report",),
    "revision": ("revisions",),
    "target": ("targets",),
    "milestone": ("milestones",),
    "workitem": ("items",),
    "progress": ("progress", "targets__shared__progress"),
    "move": ("progress__moves", "targets__shared__progress__moves"),
    "changerequest": ("requests",),
    "decision": ("requests__decision",),
    "check": ("checks",),
    "evidence": ("evidence",),
}
"""By the kind of a row, how the commitments are found whose status it can change."""

SILENT = frozenset(
    [
        "draw",
        "measure",
        "window",
        "reopening",
        "reminder",
        "user",
        "department",
        "file",
        "job",
        "notice",
        "release",
    ]
)
"""Kinds of rows that change no status. A write of any other kind makes all be judged again."""


@cache
def known() -> frozenset[str]:
    """The kinds of rows on which a status can rest: those of the rooms that the board knows."""
    rooms = [apps.get_app_config(name) for name in ("board", "office")]
    return frozenset(str(model._meta.model_name) for room in rooms for model in room.get_models())


class News(NamedTuple):
    """What an event tells."""

    sequence: int
    hash: str
    place_code: str
    about: int | None
    subject: str
    subject_id: int
    traces: str


@dataclass
class Board:
    """A judged board, and the last event that it has seen."""

    sequence: int = 0
    hash: str = ""
    briefs: dict[int, Brief] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


_boards: OrderedDict[tuple[int, date], Board] = OrderedDict()
_lock = Lock()


def briefs(place: Place, as_of: date) -> list[Brief]:
    """The confirmed commitments of a place as they stood on a day, in the report's order."""
    board = kept(place.pk, as_of)
    with board.lock:
        refresh(board, place, as_of)
        return [*board.briefs.values()]


def kept(place: int, as_of: date) -> Board:
    """The board of a place and a day, empty if it is not remembered."""
    with _lock:
        board = _boards.setdefault((place, as_of), Board())
        _boards.move_to_end((place, as_of))
        while len(_boards) > DAYS:
            _boards.popitem(last=False)
    return board


def forget() -> None:
    """Remember nothing."""
    with _lock:
        _boards.clear()


def refresh(board: Board, place: Place, as_of: date) -> None:
    """Bring a board up to the end of the chain. The end is read before the facts: none can be missed."""
    rows = Event.objects.filter(sequence__gte=board.sequence).order_by("sequence")
    news = [*map(News._make, rows.values_list(*News._fields)[: NEWS + 1])] if board.sequence else []
    if not news or news[0].hash != board.hash or len(news) > NEWS:
        judge_all(board, place, as_of)
        return
    changed = touched([one for one in news[1:] if one.place_code == place.code])
    if changed is None or len(changed) > NEWS:
        judge_all(board, place, as_of)
        return
    if changed:
        found = {pk: one for pk, one in board.briefs.items() if pk not in changed}
        found |= judged(place, as_of, changed)
        board.briefs = dict(sorted(found.items(), key=lambda item: item[1].order))
    board.sequence, board.hash = news[-1].sequence, news[-1].hash


def judge_all(board: Board, place: Place, as_of: date) -> None:
    """Judge all commitments of a board."""
    head = Head.objects.filter(pk=1).first()
    briefs = judged(place, as_of)
    board.sequence, board.hash, board.briefs = head.count if head else 0, head.hash if head else "", briefs


def touched(news: Sequence[News]) -> set[int] | None:
    """The commitments whose status events can have changed; None where it can be all. Two queries at most."""
    found = {one.about for one in news if one.about is not None}
    rows = [(one.subject, one.subject_id) for one in news if one.about is None]
    traced = [one.sequence for one in news if one.traces]
    if traced:
        rows += Trace.objects.filter(sequence__in=traced).values_list("subject", "subject_id")
    ids: dict[str, list[int]] = {}
    for subject, pk in rows:
        if subject in known() - SILENT:
            ids.setdefault(subject, []).append(pk)
    if not ids.keys() <= REACHES.keys():
        return None
    reached = [
        Commitment.objects.filter(**{f"{path}__in": those}).order_by().values_list("pk")
        for subject, those in ids.items()
        for path in REACHES[subject]
    ]
    if reached:
        found.update(pk for (pk,) in reached[0].union(*reached[1:], all=True))
    return found
