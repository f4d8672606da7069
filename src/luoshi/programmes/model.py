"""What a programme folder declares: registers with their fields and stages, measures, series, milestones.

The shape is checked by pydantic, which names each place that is wrong; what one part says of another is
checked in `rules`.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A name by which code and tables speak: small letters, digits, underscores."""
Reference = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]{0,39}\.)?[a-z][a-z0-9_]{0,39}$")]
"""A register of the same programme, or `programme.register` of another."""
Bound = Annotated[float, Field(allow_inf_nan=False)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Kind: TypeAlias = Literal["register", "series", "milestones", "label"]
Planner: TypeAlias = Literal["", "reach", "siting", "distribution", "renewal", "pairing", "requests"]
Geometry: TypeAlias = Literal["point", "line", "area", "none"]
FieldType: TypeAlias = Literal[
    "text", "number", "money", "date", "choice", "yesno", "credit_code", "phone", "person"
]
Operation: TypeAlias = Literal["count", "sum", "share", "growth"]
Period: TypeAlias = Literal["year", "ever"]
Basis: TypeAlias = Literal["amount", "level", "growth", "change"]
Frequency: TypeAlias = Literal["month", "quarter", "year"]

NUMBERS: tuple[FieldType, ...] = ("number", "money")
PEOPLE: tuple[FieldType, ...] = ("phone", "person")
"""Types that speak of a person wherever they stand."""


class Part(BaseModel):
    """A table of a programme: nothing in it that is not known, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class About(Part):
    """What the programme is. `aliases` are the words by which a report speaks of it.

    `departments` are words in the names of those who mostly lead it. A label `gathers` other programmes.
    """

    name: Slug
    version: Annotated[int, Field(ge=1)]
    title_zh: Words
    title_en: Words
    aliases: list[Words] = []
    departments: list[Words] = []
    planner: Planner = ""
    kind: Kind
    gathers: list[Slug] = []


class RegisterField(Part):
    """A column of a register. `refers` names the register whose key it holds."""

    name: Slug
    type: FieldType
    title_zh: Words
    title_en: Words
    unit: str = ""
    required: bool = False
    public: bool = False
    personal: bool = False
    choices: list[Words] = []
    renamed_from: list[Slug] = []
    refers: Reference | None = None


class Stage(Part):
    """A step that a record reaches on a day; `proof` is what shows it."""

    name: Slug
    title_zh: Words
    title_en: Words
    proof: str = ""


class Check(Part):
    """A condition that an official document sets, held against one field of a record.

    Of records that fit `where`. A number is held against its bound, a yes/no field has to say yes. `clause`
    names the document by its number, and the clause.
    """

    name: Slug
    title_zh: Words
    title_en: Words
    clause: Words
    field: Slug
    where: dict[Slug, str | bool | list[str]] = {}
    at_least: Bound | None = None
    at_most: Bound | None = None
    over: Bound | None = None

    @property
    def bounds(self) -> list[float]:
        """The bounds that are said; one of a number, none of a yes/no field."""
        return [bound for bound in (self.at_least, self.at_most, self.over) if bound is not None]


class Register(Part):
    """Records of one kind, each known by its `key` field; its `stages` stand in order.

    `keep_days`: so long after a record's last revision its personal fields are kept.
    """

    name: Slug
    title_zh: Words
    title_en: Words
    geometry: Geometry = "none"
    key: Slug
    keep_days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    fields: Annotated[list[RegisterField], Field(alias="field")]
    stages: Annotated[list[Stage], Field(alias="stage")] = []
    checks: Annotated[list[Check], Field(alias="check")] = []

    def field_named(self, name: str) -> RegisterField | None:
        """The field of this name, or that had it once."""
        return next((one for one in self.fields if name == one.name or name in one.renamed_from), None)

    def stage_named(self, name: str) -> Stage | None:
        return next((one for one in self.stages if one.name == name), None)


class Measure(Part):
    """How a figure is counted from a register.

    Counted are records that reached `stage`, on the day that they did, and not yet `until`; without stages,
    on the day of the date field `on`. `expires` names a date field: the last day on which a record counts.
    `where` holds a value, or several, for fields; `of` the same for what a share is a share of. `period`:
    "year" counts what was reached in the promise's time, "ever" what is there.
    """

    name: Words
    title_en: Words | None = None
    aliases: list[Words] = []
    register_name: Annotated[Slug, Field(alias="register")]
    op: Operation
    field: Slug | None = None
    stage: Slug | None = None
    until: Slug | None = None
    on: Slug | None = None
    expires: Slug | None = None
    where: dict[Slug, str | bool | list[str]] = {}
    of: dict[Slug, str | bool | list[str]] = {}
    period: Period = "year"
    basis: Basis = "amount"
    unit: str


class Series(Part):
    """A figure that a named source gives for each period; `lag` in days."""

    name: Words
    title_en: Words | None = None
    aliases: list[Words] = []
    unit: str
    frequency: Frequency = "month"
    lag: Annotated[int, Field(ge=0, le=400)] = 0
    source: Words
    basis: Basis = "level"


class Milestone(Part):
    """A step of a programme, without a date: the place sets it."""

    title_zh: Words
    title_en: Words
    proof: str = ""


class Programme(Part):
    """A named undertaking of a report, as its folder declares it."""

    about: Annotated[About, Field(alias="programme")]
    registers: Annotated[list[Register], Field(alias="register")] = []
    measures: Annotated[list[Measure], Field(alias="measure")] = []
    series: list[Series] = []
    milestones: Annotated[list[Milestone], Field(alias="milestone")] = []

    @property
    def name(self) -> str:
        return self.about.name

    def register_named(self, name: str) -> Register | None:
        return next((one for one in self.registers if one.name == name), None)

    def measure_named(self, name: str) -> Measure | None:
        return next((one for one in self.measures if one.name == name), None)
