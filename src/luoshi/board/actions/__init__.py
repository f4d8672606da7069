"""Every write of the board: keyword-only, atomic, one audit event each."""

from luoshi.board.actions.changes import ask_change, decide_change
from luoshi.board.actions.counting import count_by, govern, record_count
from luoshi.board.actions.entries import Promise, enter_promise, enter_promises, read_promise
from luoshi.board.actions.evidence import OPEN, attach, release_figure, release_file, with_files
from luoshi.board.actions.figures import (
    MOVES,
    found_figure,
    move,
    place_of_figure,
    reach_milestone,
    report_figure,
    report_item,
    report_measure,
)
from luoshi.board.actions.items import propose_item, settle_item
from luoshi.board.actions.merging import merge, unmerge
from luoshi.board.actions.months import report_month, submit_month
from luoshi.board.actions.parts import add_measure, drop_milestone, set_milestone, set_target
from luoshi.board.actions.reports import (
    add_promise,
    import_report,
    keep_report,
    read_report,
    same_report,
)
from luoshi.board.actions.revisions import confirm_promises, revise
from luoshi.board.actions.signoff import STAGES, check, draw, find, next_stages, signed_stage
from luoshi.board.actions.splitting import Share, split
from luoshi.board.actions.windows import open_windows, remind, reopen

__all__ = [
    "MOVES",
    "OPEN",
    "STAGES",
    "Promise",
    "Share",
    "add_measure",
    "add_promise",
    "ask_change",
    "attach",
    "check",
    "confirm_promises",
    "count_by",
    "decide_change",
    "draw",
    "drop_milestone",
    "enter_promise",
    "enter_promises",
    "find",
    "found_figure",
    "govern",
    "import_report",
    "keep_report",
    "merge",
    "move",
    "next_stages",
    "open_windows",
    "place_of_figure",
    "propose_item",
    "reach_milestone",
    "read_promise",
    "read_report",
    "record_count",
    "release_figure",
    "release_file",
    "remind",
    "reopen",
    "report_figure",
    "report_item",
    "report_measure",
    "report_month",
    "revise",
    "same_report",
    "set_milestone",
    "set_target",
    "settle_item",
    "signed_stage",
    "split",
    "submit_month",
    "unmerge",
    "with_files",
]
