"""The kinds of values that programs send: whole words, days and numbers, and nothing that only looks so."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from ninja import Path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from luoshi.board.actions.common import YEARS

NUMBER = r"^-?(0|[1-9][0-9]{0,14}|(0|[1-9][0-9]{0,11})\.[0-9]{1,3}|(0|[1-9][0-9]{0,8})\.[0-9]{4,6})$"
"""At most 15 digits, of which at most six after the point: what every database gives back as it was."""
WORDS = r"^[^\x00]*$"
SOME_WORDS = r"^[^\x00]*[^\x00\s][^\x00]*$"


class Said(BaseModel):
    """What a program sends: nothing more than what is asked for, and nothing is guessed."""

    model_config = ConfigDict(extra="forbid", strict=True)


def day_of(said: object) -> date:
    """The day that is written 2025-03-31; moments, numbers and far years are refused."""
    if not isinstance(said, str) or len(said) != len("2025-03-31"):
        raise ValueError("write a day as 2025-03-31")
    try:
        day = date.fromisoformat(said)
    except ValueError as error:
        raise ValueError("there is no such day") from error
    if day.year not in YEARS:
        raise ValueError(f"the year must lie between {YEARS[0]} and {YEARS[-1]}")
    return day


def number_of(said: object) -> Decimal:
    """The number of a decimal string: what a program holds as a float is not what was reported."""
    if not isinstance(said, str) or not re.fullmatch(NUMBER, said):
        raise ValueError('write a number of at most 15 digits as a decimal string, such as "12.5"')
    return Decimal(said)


def whole(said: object) -> object:
    """JSON does not tell 1 from 1.0."""
    return int(said) if isinstance(said, float) and said.is_integer() else said


ABOUT_DAYS = f"a day of the years {YEARS[0]} to {YEARS[-1]}"
Day = Annotated[
    date,
    BeforeValidator(day_of),
    WithJsonSchema({"type": "string", "format": "date", "description": ABOUT_DAYS}),
]
Number = Annotated[
    Decimal,
    BeforeValidator(number_of),
    WithJsonSchema({"type": "string", "pattern": NUMBER, "examples": ["12.5"]}),
]
Words = Annotated[str, StringConstraints(max_length=500, pattern=WORDS)]
Reason = Annotated[str, StringConstraints(max_length=300, pattern=SOME_WORDS)]
LongReason = Annotated[str, StringConstraints(max_length=500, pattern=SOME_WORDS)]
Key = Annotated[int, Field(ge=1, le=9999), BeforeValidator(whole)]
Id = Annotated[int, Field(ge=1, le=2**63 - 1), BeforeValidator(whole)]

CodeInPath = Path[str, {"pattern": "^[0-9A-Za-z]{1,12}$", "description": "division code of the place"}]
IdInPath = Path[int, {"ge": 1, "le": 2**63 - 1}]
KeyInPath = Path[int, {"ge": 1, "le": 9999}]
