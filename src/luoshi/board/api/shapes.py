"""What programs get: numbers are decimal strings, days ISO dates, moments in UTC."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from luoshi.delivery.model import Status

Number = Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]
PartName = Literal["target", "milestone", "item", "measure"]
StepName = Literal["drafted", "submitted", "returned", "accepted"]
StageName = Literal["applied", "checked", "refused", "signed", "reopened", "found_true", "found_untrue"]
VisibilityName = Literal["internal", "embargoed", "public"]
OriginName = Literal["report", "livelihood", "project", "superior", "instruction"]
StateName = Literal["proposed", "confirmed", "rejected", "split", "merged"]
UrgencyName = Literal["overdue", "closing", "open", "returned", "draft", "coming"]


class Fault(BaseModel):
    """What is wrong, in one line."""

    detail: str


class Made(BaseModel):
    """The id of the row that was written."""

    id: int


class MadeItem(Made):
    """The row of a work item, and the key that names it within its commitment."""

    key: int


class Department(BaseModel):
    """A department of a place."""

    id: int
    name: str


class Place(BaseModel):
    """A place, and what one is there."""

    code: str
    name: str
    role: str
    department: Department | None
    departments: list[Department]
    permissions: list[str]


class Standing(BaseModel):
    """How something stands: the words of `luoshi status`, and the row of the decision table behind it."""

    status: Status
    reason: str
    part: str
    share: Number | None
    expected: Number | None
    stale: bool
    reference_date: date | None


class Aim(BaseModel):
    """A number that was promised."""

    value: Number
    due: date
    standing: Standing


class Target(Aim):
    """A target as it stands; `original` where an approved request has changed it."""

    key: int
    measure: str
    comparator: str
    unit: str
    basis: str
    direction: str
    baseline: Number | None
    start: date
    frequency: str
    lag: int
    path: list[tuple[date, Number]]
    shared: int | None
    original: Aim | None


class Commitment(BaseModel):
    """A commitment in a list."""

    id: int
    code: str
    origin: OriginName
    year: int
    section: str
    pillar: str
    words: str
    title: str
    lead: str | None
    standing: Standing
    original: Standing | None
    pending: int
    targets: list[Target]


class Commitments(BaseModel):
    """One page of the commitments of a place as of a day; `total` counts all that were asked for."""

    as_of: date
    total: int
    page: int
    limit: int
    commitments: list[Commitment]


class Revision(BaseModel):
    """What the office says of a commitment."""

    state: StateName
    title: str
    lead: Department | None
    supporting: list[str]
    leader: str | None
    contact: str
    criterion: str
    proof: str
    untracked: bool
    ongoing: bool
    merged_into: int | None
    visibility: VisibilityName
    until: date | None
    reason: str
    at: datetime
    by: str | None


class Milestone(BaseModel):
    """A dated step; `reached` is the day on which its proof was accepted."""

    key: int
    name: str
    proof: str
    due: date
    reached: date | None


class Step(BaseModel):
    """How a figure moved."""

    step: StepName
    reason: str
    at: datetime
    by: str | None


class Figure(BaseModel):
    """A figure with all its steps; the last one says how far it has come.

    `refuted`: it was accepted, and counts no more, since a spot check of the commitment found it untrue.
    """

    id: int
    part: PartName
    key: int
    measure: int | None
    day: date
    value: Number
    cumulative: bool
    provisional: bool
    found: bool
    counted: bool
    refuted: bool
    sentence: str
    department: str | None
    at: datetime
    by: str | None
    steps: list[Step]


class Item(BaseModel):
    """A work item as it stands, with what is done of it by its last accepted figure."""

    id: int
    key: int
    state: Literal["proposed", "approved", "dropped"]
    text: str
    department: Department
    street: str
    target: int | None
    value: Number | None
    done: Number | None
    due: date
    reason: str


class Decision(BaseModel):
    """How a request was decided."""

    approved: bool
    reason: str
    at: datetime
    by: str | None


class Request(BaseModel):
    """A request to change a value or a deadline."""

    id: int
    part: PartName
    key: int
    value: Number | None
    value_before: Number | None
    due: date
    due_before: date
    reason: str
    at: datetime
    by: str | None
    decision: Decision | None


class Check(BaseModel):
    """A step of the sign-off, or what a spot check found."""

    stage: StageName
    words: str
    part: Literal["", "target", "milestone", "item", "measure"]
    key: int
    at: datetime
    by: str | None


class Evidence(BaseModel):
    """A file that proves a figure, or the commitment as a whole."""

    id: int
    figure: int | None
    name: str
    sha256: str
    size: int
    kind: str
    visibility: VisibilityName
    until: date | None
    at: datetime
    by: str | None


class WholeCommitment(Commitment):
    """A commitment with all that is recorded of it by a day."""

    as_of: date
    report: int | None
    spans: list[tuple[int, int]]
    revision: Revision
    milestones: list[Milestone]
    figures: list[Figure]
    items: list[Item]
    requests: list[Request]
    checks: list[Check]
    evidence: list[Evidence]


class Report(BaseModel):
    """A report that was brought in."""

    id: int
    year: int
    name: str
    sha256: str
    promises: int
    leftovers: int
    at: datetime
    by: str | None


class Leftover(BaseModel):
    """A numeral of a report that is no promise, and why."""

    text: str
    spans: list[tuple[int, int]]
    reason: str
    section: list[str]
    sentence: str


class WholeReport(Report):
    """A report with its leftovers; spans count the characters of its text."""

    left: list[Leftover]


class Month(BaseModel):
    """How many figures a department owes for a month, and how far they have come."""

    month: date
    owed: int
    submitted: int
    accepted: int
    overdue: int


class DepartmentMonths(BaseModel):
    """A department's months."""

    department: Department
    months: list[Month]


class Window(BaseModel):
    """The days in which the figures of a month are given."""

    id: int
    month: date
    opens: date
    closes: date


class Windows(BaseModel):
    """The last windows, and who has reported."""

    windows: list[Window]
    departments: list[DepartmentMonths]


class Owed(BaseModel):
    """A figure that a department owes: of what, for which month, until when, and whether it is locked."""

    urgency: UrgencyName
    part: PartName
    commitment: int | None
    measure: int | None
    key: int
    name: str
    unit: str
    month: date
    last_day: date
    locked: bool
    figure: int | None
    reason: str


class Measure(BaseModel):
    """A measure whose figures one source gives for all commitments that use it."""

    id: int
    name: str
    unit: str
    source: Department
    frequency: str
    lag: int
    uses: int


class WholeMeasure(Measure):
    """A measure with its figures; the ids of the commitments that use it."""

    commitments: list[int]
    figures: list[Figure]
