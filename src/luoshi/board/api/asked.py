"""What programs send to be written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from luoshi.board.api.values import (
    SOME_WORDS,
    WORDS,
    Day,
    Id,
    Key,
    LongReason,
    Number,
    Reason,
    Said,
    Words,
)


class NewSharedFigure(Said):
    """A figure of a shared measure for the period that ends on a day."""

    day: Day
    value: Number
    cumulative: bool
    provisional: bool = False
    sentence: Words = ""


class NewFigure(NewSharedFigure):
    """A figure of the target with this key."""

    key: Key


class NewItemFigure(Said):
    """How much of a work item is done by a month's end, as the sum so far."""

    day: Day
    value: Number
    sentence: Words = ""


class Reached(Said):
    """On which day a milestone was reached."""

    day: Day
    sentence: Words = ""


class Returned(Said):
    """Why a figure goes back."""

    reason: Reason


class NewChange(Said):
    """Another deadline or value of a target or milestone; no value: it stays."""

    part: Literal["target", "milestone"]
    key: Key
    due: Day
    value: Number | None = None
    reason: LongReason


class NewDecision(Said):
    """How a request is decided, and why."""

    approved: bool
    reason: LongReason


class Application(Said):
    """What the application for sign-off rests on."""

    words: LongReason


class NewCheck(Application):
    """A step of the office on the way to sign-off."""

    stage: Literal["checked", "refused", "signed", "reopened"]


class NewItem(Said):
    """A part of a commitment that a department carries; `key` names the one that it takes the place of."""

    text: Annotated[str, StringConstraints(max_length=300, pattern=SOME_WORDS)]
    department: Id
    due: Day
    street: Annotated[str, StringConstraints(max_length=60, pattern=WORDS)] = ""
    target: Key | None = None
    value: Number | None = None
    key: Key | None = None


class Settlement(Said):
    """Whether the lead agrees to a work item; dropping it needs its reason."""

    approved: bool
    reason: Annotated[str, StringConstraints(max_length=300, pattern=WORDS)] = ""
