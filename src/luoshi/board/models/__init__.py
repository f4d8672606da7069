"""Facts of the board. Rows are appended and never edited; how things stand is computed from them."""

from luoshi.board.models.changes import ChangeRequest, Decision
from luoshi.board.models.commitments import (
    Commitment,
    Milestone,
    Origin,
    Report,
    Revision,
    Source,
    State,
    Target,
    Visibility,
    WorkItem,
)
from luoshi.board.models.figures import Evidence, Measure, Move, Part, Progress, Release, Step
from luoshi.board.models.signoff import Check, Draw, Stage
from luoshi.board.models.tables import TaskTable
from luoshi.board.models.windows import Reminder, Reopening, Window

__all__ = [
    "ChangeRequest",
    "Check",
    "Commitment",
    "Decision",
    "Draw",
    "Evidence",
    "Measure",
    "Milestone",
    "Move",
    "Origin",
    "Part",
    "Progress",
    "Release",
    "Reminder",
    "Reopening",
    "Report",
    "Revision",
    "Source",
    "Stage",
    "State",
    "Step",
    "Target",
    "TaskTable",
    "Visibility",
    "Window",
    "WorkItem",
]
