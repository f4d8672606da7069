"""The tables of docs/programmes.md: every key of a programme's file, and where each named programme lives."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from luoshi.programmes import Programme, Register, programmes_of, shipped
from luoshi.programmes.model import About, Check, Measure, Milestone, Part, RegisterField, Series, Stage

Table = Callable[[Sequence[str], Iterable[Sequence[object]]], str]

NAMES = Path(__file__).parent / "named_programmes.csv"
"""The names as the model report writes them: 张店区2022年政府工作报告."""

TABLES: dict[str, type[Part]] = {
    "programme": About,
    "register": Register,
    "register.field": RegisterField,
    "register.stage": Stage,
    "register.check": Check,
    "measure": Measure,
    "series": Series,
    "milestone": Milestone,
}

MEANS = {
    "programme.name": ("方案的名称，和文件夹同名", "as the folder is called"),
    "programme.version": ("第几版，字段改了就加 1", "add 1 when fields change"),
    "programme.title_zh": ("中文名", "title in Chinese"),
    "programme.title_en": ("英文名", "title in English"),
    "programme.aliases": (
        "报告里怎么称呼它；至少一个",
        "the words by which a report speaks of it; one at least",
    ),
    "programme.departments": ("牵头部门名称里的字", "words in the name of who mostly leads it"),
    "programme.planner": ("哪个引擎在它上面算，可以没有", "the engine that works on it, if any"),
    "programme.kind": ("台账、数列、节点、归集", "what it mainly is"),
    "programme.gathers": ("归集哪些方案，只有 label 写", "the programmes that a label gathers"),
    "register.name": ("台账的名称", "its name"),
    "register.title_zh": ("台账的中文名", "title in Chinese"),
    "register.title_en": ("台账的英文名", "title in English"),
    "register.geometry": ("上图是点、线、面，还是不上图", "what a record is on the map"),
    "register.key": ("靠哪个字段认一条记录；必填、不是个人信息", "the field by which a record is known"),
    "register.keep_days": (
        "个人信息在最后一次更新后留多少天；有个人字段就要写",
        "days for which personal fields are kept after the last revision",
    ),
    "register.field": ("字段，见下", "its fields, below"),
    "register.stage": ("阶段，按先后，见下", "its stages in order, below"),
    "register.check": ("官方条件，见下", "conditions of official documents, below"),
    "register.field.name": ("字段的名称", "its name"),
    "register.field.type": ("填什么", "what is written in it"),
    "register.field.title_zh": ("表头，导入导出都用它", "the heading in files and forms"),
    "register.field.title_en": ("英文表头", "heading in English"),
    "register.field.unit": ("数字的单位", "unit of numbers"),
    "register.field.required": ("必填", "has to be there"),
    "register.field.public": ("可以公开", "may be published"),
    "register.field.personal": ("个人信息：按角色遮挡、到期删除", "masked by role, erased in time"),
    "register.field.choices": ("choice 的各项", "what there is to choose"),
    "register.field.renamed_from": ("它以前叫什么，旧记录照样认", "names it had; old records stay"),
    "register.field.refers": (
        "填的是哪本台账的键；别的方案的写 `方案.台账`",
        "the register whose key it holds; of another programme `programme.register`",
    ),
    "register.stage.name": ("阶段的名称", "its name"),
    "register.stage.title_zh": ("中文名，导入时是日期列的表头", "title; in files the heading of its date"),
    "register.stage.title_en": ("英文名", "title in English"),
    "register.stage.proof": ("凭什么证明到了这一步", "what shows that it was reached"),
    "register.check.name": ("条件的名称", "its name"),
    "register.check.title_zh": ("条件的中文", "the condition in Chinese"),
    "register.check.title_en": ("条件的英文", "the condition in English"),
    "register.check.clause": ("哪份文件（写文号）第几条", "the document, by number, and the clause"),
    "register.check.field": ("看哪个字段：数字或 yesno", "the field it looks at"),
    "register.check.where": ("只问哪些记录", "the records that it concerns"),
    "register.check.at_least": ("不低于", "at least"),
    "register.check.at_most": ("不超过", "at most"),
    "register.check.over": ("超过，不含本数", "more than"),
    "measure.name": ("报告里怎么叫这个数", "as a report calls the number"),
    "measure.title_en": ("英文名", "title in English"),
    "measure.aliases": ("别的叫法", "other names"),
    "measure.register": ("从哪本台账数", "the register it is counted from"),
    "measure.op": ("个数、合计、占比、增长", "what is computed"),
    "measure.field": ("合计、增长的是哪个字段", "the field that is summed or grows"),
    "measure.stage": ("到哪个阶段才算，按到的那天", "counted from the day this stage is reached"),
    "measure.until": ("到了这个阶段就不再算", "from this stage on it counts no more"),
    "measure.on": ("没有阶段时，按哪个日期字段算", "without stages: the date by which it counts"),
    "measure.expires": ("过了这个日期字段的那天就不再算", "a date field: the last day on which it counts"),
    "measure.where": ("只数哪些记录，一个值或几个值", "the records that count: a value or several"),
    "measure.of": ("占比的分母是哪些记录，不写就是全部", "what a share is a share of; else all"),
    "measure.period": ("year 只数当年达到的，ever 现有的都数", "what this year brought, or all there is"),
    "measure.basis": ("数量、水平、增速、变动", "what kind of number the promise is"),
    "measure.unit": ("单位；和字段的单位可以换算", "its unit; converted from that of the field"),
    "series.name": ("这个数叫什么", "what the figure is called"),
    "series.title_en": ("英文名", "title in English"),
    "series.aliases": ("别的叫法", "other names"),
    "series.unit": ("单位", "its unit"),
    "series.frequency": ("月、季、年", "how often it comes"),
    "series.lag": ("一期结束后几天才有数", "days after the period until it is there"),
    "series.source": ("谁给的数", "who gives it"),
    "series.basis": ("数量、水平、增速、变动", "what kind of number it is"),
    "milestone.title_zh": ("这一步做什么", "the step"),
    "milestone.title_en": ("英文名", "title in English"),
    "milestone.proof": ("凭什么证明做了", "what shows that it was done"),
}

TYPES = {
    str: "文字 text",
    bool: "true / false",
    int: "整数 whole number",
    float: "数字 number",
    dict: "{ 字段 = 值 }",
}
KINDS = {"register": "台账", "series": "数列", "milestones": "节点", "label": "归集"}
PLANNERS = {
    "reach": "可达分析",
    "siting": "选址",
    "distribution": "配送",
    "renewal": "更新排期",
    "pairing": "配对",
    "requests": "诉求办理",
}


def key_rows() -> Iterator[tuple[str, ...]]:
    """Every key of every table: what it takes, whether it has to be there, what it means."""
    told = set()
    for table, model in TABLES.items():
        for name, info in model.model_fields.items():
            key = info.alias or name
            zh, en = MEANS[f"{table}.{key}"]
            told.add(f"{table}.{key}")
            header = "[programme]" if table == "programme" else f"[[{table}]]"
            yield f"`{header}`", f"`{key}`", taken(info), "✓" if info.is_required() else "", f"{zh}<br>{en}"
    if spare := MEANS.keys() - told:
        raise SystemExit(f"no such key of a programme: {', '.join(sorted(spare))}")


def taken(info: FieldInfo) -> str:
    """What a key takes, in words."""
    return "".join(dict.fromkeys(kinds(info.annotation)))


def kinds(kind: Any) -> Iterator[str]:
    """What an annotation allows."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Literal:
        yield " ".join(f"`{one}`" for one in inside if one)
    elif origin is Annotated:
        yield from kinds(inside[0])
    elif origin in (Union, UnionType):
        for one in inside:
            yield from kinds(one)
    elif origin is list:
        is_tables = isinstance(inside[0], type) and issubclass(inside[0], Part)
        yield "若干张表 tables" if is_tables else "列表 list"
    elif kind is not NoneType:
        yield TYPES[origin or kind]


def lives(programme: Programme) -> str:
    """How a programme lives: its registers, series, steps, or what it gathers."""
    said = [KINDS[programme.about.kind]]
    if programme.registers:
        said.append("、".join(one.title_zh for one in programme.registers))
    if programme.series and programme.about.kind != "series":
        said.append(f"数列 {len(programme.series)} 个")
    if programme.about.gathers:
        every = shipped()
        said.append(" · ".join(every[name].about.title_zh for name in programme.about.gathers))
    if programme.about.planner:
        said.append(f"**{PLANNERS[programme.about.planner]}**")
    return "：".join(said[:2]) + "".join(f"；{one}" for one in said[2:])


def proves(programme: Programme) -> str:
    """What proves what counts: of counted stages, of series, of milestones."""
    proofs = [proof for measure in programme.measures for proof in stage_proof(programme, measure)]
    proofs += [f"{one.name}：{one.source}" for one in programme.series]
    proofs += [f"{one.title_zh}：{one.proof}" for one in programme.milestones]
    return "<br>".join(dict.fromkeys(proofs)) or "看所归集的方案"


def stage_proof(programme: Programme, measure: Measure) -> Iterator[str]:
    """What proves that a record counts."""
    register = programme.register_named(measure.register_name)
    stage = register.stage_named(measure.stage) if register and measure.stage else None
    if register and stage:
        yield f"{register.title_zh}·{stage.title_zh}：{stage.proof}"
    elif register:
        yield f"{register.title_zh}：按{register.field_named(measure.on or '').title_zh}计"


def folder(programme: Programme) -> str:
    return f"[`{programme.name}`](../src/luoshi/programmes/{programme.name}/programme.toml)"


def named_rows() -> Iterator[tuple[str, ...]]:
    """Each of the named programmes, the folder that its name finds, how it lives, what proves it."""
    with NAMES.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            programme = programmes_of(row["name"], shipped().values())[0]
            yield row["number"], row["name"], folder(programme), lives(programme), proves(programme)


def other_rows(named: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The shipped programmes that none of the names finds: other numbers of the report live there."""
    there = set(named)
    for programme in shipped().values():
        if folder(programme) not in there:
            yield programme.about.title_zh, folder(programme), lives(programme), proves(programme)


def programme_tables(table: Table) -> dict[str, str]:
    """The tables, by the names of their places in the page."""
    named = [*named_rows()]
    return {
        "keys": table(("表 table", "键 key", "填什么 takes", "必填", "意思 meaning"), key_rows()),
        "named": table(("#", "报告里的名字", "文件夹", "怎样记", "凭什么证明"), named),
        "others": table(("方案", "文件夹", "怎样记", "凭什么证明"), other_rows(row[2] for row in named)),
    }
