"""What one part of a programme says of another, and whether it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from luoshi.programmes.match import bare
from luoshi.programmes.model import NUMBERS, PEOPLE, Check, Measure, Programme, Register, RegisterField
from luoshi.programmes.places import Path
from luoshi.programmes.units import factor

Found = tuple[Path, str]
"""Where a fault is, and one line: what is wrong and what to do."""

ASKED = {
    "register": ("registers", "register"),
    "series": ("series", "series"),
    "milestones": ("milestones", "milestone"),
}
"""By its kind, what a programme cannot be without: the attribute, and the table of the file."""


def broken(programme: Programme) -> Iterator[Found]:
    """All that does not hold."""
    kind = programme.about.kind
    if kind in ASKED and not getattr(programme, ASKED[kind][0]):
        table = ASKED[kind][1]
        yield (
            ("programme", "kind"),
            f"kind 是 {kind}，至少要有一个 [[{table}]]。 A {kind} programme needs a [[{table}]].",
        )
    if not programme.about.aliases:
        yield (
            ("programme",),
            "没有 aliases：写上报告里怎么称呼它。 Name the words by which a report speaks of it.",
        )
    for alias in programme.about.aliases:
        if len(bare(alias)) < 2:
            words = f"aliases 里的“{alias}”太短，处处都会碰上。 Too short: it would be found everywhere."
            yield ("programme", "aliases"), words
    yield from twice("register", (one.name for one in programme.registers))
    yield from twice("measure", (one.name for one in programme.measures))
    yield from twice("series", (one.name for one in programme.series))
    for at, register in enumerate(programme.registers):
        yield from in_register(("register", at), register, programme)
    for at, measure in enumerate(programme.measures):
        yield from in_measure(("measure", at), measure, programme)


def apart(programme: Programme, among: Mapping[str, Programme]) -> Iterator[Found]:
    """What it says of other programmes and does not hold: whom it gathers, to whose records it refers."""
    for name in programme.about.gathers:
        if name not in among:
            near = get_close_matches(name, among, 1)
            cure = f"，是不是 {near[0]}" if near else ""
            yield ("programme", "gathers"), f"gathers 写的 {name} 没有这个方案{cure}。 No such programme."
    for at, register in enumerate(programme.registers):
        for number, field in enumerate(register.fields):
            other, dot, named = (field.refers or "").partition(".")
            if dot and (other not in among or among[other].register_named(named) is None):
                where = ("register", at, "field", number, "refers")
                yield where, f"refers 写的 {field.refers} 没有这本台账。 There is no such register."


def twice(table: str, names: Iterable[str]) -> Iterator[Found]:
    """Names that two parts share."""
    listed = [*names]
    for name, count in Counter(listed).items():
        if count > 1:
            at = len(listed) - 1 - listed[::-1].index(name)
            yield (table, at, "name"), f"{name} 用了 {count} 次，名称不能重复。 {name} is there twice."


def in_register(at: Path, register: Register, programme: Programme) -> Iterator[Found]:
    """Faults of a register."""
    yield from in_key((*at, "key"), register)
    yield from in_names(at, register)
    for number, field in enumerate(register.fields):
        yield from in_field((*at, "field", number), field, programme)
    for number, check in enumerate(register.checks):
        yield from in_check((*at, "check", number), check, register)
    if any(one.personal for one in register.fields) and register.keep_days is None:
        yield (
            at,
            f"{register.name} 有个人信息，要写 keep_days（最后一次更新后保留多少天）。"
            " A register with personal fields says keep_days.",
        )


def in_key(at: Path, register: Register) -> Iterator[Found]:
    """Faults of the field by which records are known."""
    key = next((one for one in register.fields if one.name == register.key), None)
    if key is None:
        yield at, f"key 写的 {register.key} 不是字段，从 [[register.field]] 里选。 No such field."
    elif not key.required or key.personal:
        yield (
            at,
            f"作 key 的字段 {key.name} 要 required = true，不能是个人信息。 A key is required, not personal.",
        )


def in_names(at: Path, register: Register) -> Iterator[Found]:
    """Names and headings that two parts of a register share."""
    names = [name for one in register.fields for name in (one.name, *one.renamed_from)]
    for name, count in Counter(names).items():
        if count > 1:
            yield at, f"字段 {name} 出现了 {count} 次（连同 renamed_from）。 Field {name} is there twice."
    titles = [one.title_zh for one in register.fields] + [one.title_zh for one in register.stages]
    for title, count in Counter(titles).items():
        if count > 1:
            yield at, f"标题“{title}”用了 {count} 次，表头会分不清。 Two columns are called {title}."
    for table, parts in (("stage", register.stages), ("check", register.checks)):
        for where, words in twice(table, (one.name for one in parts)):
            yield (*at, *where), words


def in_field(at: Path, field: RegisterField, programme: Programme) -> Iterator[Found]:
    """Faults of a field."""
    if (field.type == "choice") != bool(field.choices):
        yield (
            (*at, "choices"),
            "choice 字段要有 choices，别的类型不要。 A choice field has choices, no other has.",
        )
    if field.type in PEOPLE and not field.personal:
        yield (
            (*at, "type"),
            f"{field.type} 是个人信息，要写 personal = true。 A {field.type} field is personal.",
        )
    if field.personal and field.public:
        yield (*at, "public"), "个人信息不能公开，去掉 public 或 personal。 What is personal is not public."
    if field.unit and field.type not in NUMBERS:
        yield (*at, "unit"), "只有 number 和 money 字段有单位。 Only numbers and money have a unit."
    if field.refers and "." not in field.refers and programme.register_named(field.refers) is None:
        yield (*at, "refers"), f"refers 写的 {field.refers} 不是本方案的 register。 No such register."


def in_check(at: Path, check: Check, register: Register) -> Iterator[Found]:
    """Faults of a condition."""
    kind = type_of(register, check.field)
    if kind not in (*NUMBERS, "yesno"):
        yield (*at, "field"), f"{check.field} 要是数字或 yesno 字段。 field names numbers or a yesno field."
    elif kind in NUMBERS and len(check.bounds) != 1:
        yield at, "数字要写 at_least、at_most、over 中的一个。 A number has one of these bounds."
    elif kind == "yesno" and check.bounds:
        yield at, f"{check.field} 是 yesno，不写界限，答“是”才算。 A yesno field has no bound."
    yield from in_filter((*at, "where"), check.where, register)


def in_measure(at: Path, measure: Measure, programme: Programme) -> Iterator[Found]:
    """Faults of a measure."""
    register = programme.register_named(measure.register_name)
    if register is None:
        yield (
            (*at, "register"),
            f"register 写的 {measure.register_name} 没有声明过。 There is no such register.",
        )
        return
    yield from in_operation(at, measure, register)
    for key in ("stage", "until"):
        name = getattr(measure, key)
        if name is not None and register.stage_named(name) is None:
            stages = "、".join(one.name for one in register.stages) or "—"
            yield (
                (*at, key),
                f"{key} 写的 {name} 不是 {register.name} 的阶段（有：{stages}）。 No such stage.",
            )
    if measure.stage is None and measure.on is None:
        yield at, "要写 stage 或 on（按哪个日期计）。 Say stage or on: the day by which a record counts."
    for key in ("on", "expires"):
        name = getattr(measure, key)
        if name is not None and type_of(register, name) != "date":
            yield (*at, key), f"{key} 写的 {name} 不是日期字段。 {key} names a field of type date."
    for key in ("where", "of"):
        yield from in_filter((*at, key), getattr(measure, key), register)


def in_operation(at: Path, measure: Measure, register: Register) -> Iterator[Found]:
    """Faults in what a measure computes."""
    field = register.field_named(measure.field) if measure.field else None
    if measure.op == "sum" and measure.field is None:
        yield (*at, "op"), "sum 要写 field（把哪个字段加起来）。 A sum names its field."
    if measure.op in ("count", "share") and measure.field is not None:
        yield (*at, "field"), f"{measure.op} 数的是记录，不写 field。 It counts records: no field."
    if measure.field is not None and (field is None or field.type not in NUMBERS):
        yield (*at, "field"), f"{measure.field} 不是数字字段。 It is no field of numbers."
    elif measure.op == "sum" and field is not None and factor(field.unit, measure.unit) is None:
        yield (
            (*at, "unit"),
            f"{field.name} 的单位是“{field.unit}”，换不成“{measure.unit}”。 The units cannot be converted.",
        )
    if measure.op in ("share", "growth") and factor(measure.unit, "%") is None:
        yield (*at, "unit"), f"{measure.op} 的单位是 %。 Its unit is %."
    if measure.op != "share" and measure.of:
        yield (*at, "of"), "只有 share 写 of（占什么的比例）。 Only a share says of what."


def in_filter(at: Path, wanted: dict[str, str | bool | list[str]], register: Register) -> Iterator[Found]:
    """Faults in what records are asked for."""
    for name, value in wanted.items():
        field = register.field_named(name)
        if field is None:
            yield at, f"{name} 不是 {register.name} 的字段。 No such field."
            continue
        values = value if isinstance(value, list) else [value]
        for one in values if field.choices else ():
            if one not in field.choices:
                choices = "、".join(field.choices)
                yield at, f"{name} 没有“{one}”这一项（有：{choices}）。 No such choice."


def type_of(register: Register, name: str) -> str:
    """The type of a field; empty where there is none."""
    field = register.field_named(name)
    return field.type if field else ""
