"""What is promised, what was reported, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Status = Literal["done", "ahead", "on_pace", "unknown", "behind"]
STATUSES: tuple[Status, ...] = ("behind", "unknown", "on_pace", "ahead", "done")
"""From the worst to the best: a promise takes the worst of its parts."""

Bound = Literal[">=", ">", "<=", "<"]
Comparator = Literal[">=", ">", "=", "<=", "<", "~"]
Basis = Literal["amount", "level", "growth", "change"]
Direction = Literal["up", "down"]
Frequency = Literal["month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class Target:
    """A number that is promised.

    `value` and `baseline` are in `unit`; only a level has a baseline of its own. A growth or change that goes
    `down` is given in the promise's sense (fell by 3.2 is 3.2). `path` gives the cumulative value expected
    at dates; without it progress is expected month by month. `lag` is how many days after a period's end
    its figure can be there.
    """

    id: str
    measure: str
    comparator: Comparator
    value: Decimal
    unit: str
    basis: Basis
    start: date
    due: date
    direction: Direction = "up"
    baseline: Decimal | None = None
    path: tuple[tuple[date, Decimal], ...] = ()
    frequency: Frequency = "month"
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported number: `day` is the end of the period it covers.

    `cumulative` says whether it is the total up to then, or what this row adds.
    """

    day: date
    value: Decimal
    cumulative: bool
    recorded: date


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated step; `accepted` is the day its proof was accepted."""

    name: str
    due: date
    accepted: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a target, a list of milestones or a promise stands as of a day.

    `share` and `expected` are parts of the way from baseline to target; None where there is no way to go.
    `row` names the row of the decision table that decided, `part` the target or milestone that it is about.
    `stale`: a figure is missing, the last one was judged. `implied`: no path was set, so that what is
    expected follows from the months gone by.
    """

    status: Status
    row: str
    share: Fraction | None = None
    expected: Fraction | None = None
    stale: bool = False
    reference: date | None = None
    part: str = ""
    implied: bool = False
    parts: tuple[Standing, ...] = field(default=())
