"""Every read of the board that is more than a line."""

from luoshi.board.queries.briefs import Brief, pending
from luoshi.board.queries.facts import Facts, gathered
from luoshi.board.queries.lines import (
    Line,
    board_lines,
    by_urgency,
    confirmed,
    counting,
    goal,
    lines,
)
from luoshi.board.queries.remembered import briefs
from luoshi.board.queries.spot import drawable, draws

__all__ = [
    "Brief",
    "Facts",
    "Line",
    "board_lines",
    "briefs",
    "by_urgency",
    "confirmed",
    "counting",
    "drawable",
    "draws",
    "gathered",
    "goal",
    "lines",
    "pending",
]
