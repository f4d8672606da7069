"""Every read of the board that is more than a line."""

from luoshi.board.queries.facts import Facts, gathered
from luoshi.board.queries.lines import (
    Line,
    by_urgency,
    confirmed,
    counting,
    goal,
    lines,
)
from luoshi.board.queries.spot import drawable, draws

__all__ = [
    "Facts",
    "Line",
    "by_urgency",
    "confirmed",
    "counting",
    "drawable",
    "draws",
    "gathered",
    "goal",
    "lines",
]
