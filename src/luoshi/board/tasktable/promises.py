"""What the cells of a promise as a whole say: values of a revision."""

from __future__ import annotations

from django.utils.translation import gettext as _

from luoshi.board.models import State
from luoshi.board.tasktable import parse
from luoshi.board.tasktable.columns import BY_KEY, SWITCHES
from luoshi.board.tasktable.known import Known
from luoshi.board.tasktable.parse import BadCell

SETTABLE = (State.CONFIRMED, State.REJECTED)
"""What a table may make of a promise."""


def promise_values(known: Known, key: str, text: str) -> dict[str, object]:
    """The fields of a revision that a cell sets; departments by name. Raises BadCell."""
    if key == "state":
        return {"state": state(known, text)}
    if key == "steps":
        return {}
    if key == "lead":
        return {"lead": known.department(text) if text.strip() else None}
    if key == "supporting":
        return {"supporting": [known.department(name) for name in parse.names(text)]}
    if key == "leader":
        return {"leader": known.leader(text) if text.strip() else None}
    if key == "visibility":
        value, until = parse.visibility(text, known.lists["visibility"])
        return {"visibility": value, "until": until}
    if key in SWITCHES:
        return {key: bool(text.strip() and parse.choice(text, known.lists["yes"]))}
    said = parse.words(text, BY_KEY[key].most)
    if key == "title" and not said:
        raise BadCell(_("不能为空"))
    return {key: said}


def state(known: Known, text: str) -> State:
    """What the office makes of a promise."""
    value = State(parse.choice(text, known.lists["state"]))
    if value not in SETTABLE:
        raise BadCell(_("只能改成“已确认”或“不立项”；拆分、合并请在页面上做"))
    return value
