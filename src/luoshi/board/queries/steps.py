"""All steps of figures: a status needs only the last one, whoever asks how it went needs each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from luoshi.board.models import Move, Progress
from luoshi.office.clock import end_of


def steps(figures: Iterable[Progress], as_of: date) -> dict[int, list[Move]]:
    """The steps of each figure by the end of a day, in their order: one query."""
    found: dict[int, list[Move]] = {row.pk: [] for row in figures}
    moves = Move.objects.filter(progress__in=list(found), at__lt=end_of(as_of)).select_related("by")
    for move in moves.order_by("pk"):
        found[move.progress_id].append(move)
    return found
