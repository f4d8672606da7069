"""What counts as done where a promise has no number: by its verb, what is asked for, its proof, its dates.

Every row is a proposal: the office changes it for each promise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Gate:
    """A dated step of a year: its name, its last day as month and day, and what proves it."""

    name: str
    month: int
    day: int
    proof: str


@dataclass(frozen=True, slots=True)
class Default:
    """What verbs of one kind promise; the last gate is what counts as done. `ongoing`: every quarter anew."""

    name: str
    verbs: tuple[str, ...]
    criterion: str
    gates: tuple[Gate, ...]
    ongoing: bool = False


DEFAULTS: tuple[Default, ...] = (
    Default(
        "started",
        ("启动", "开工", "动工", "开建", "谋划", "筹建", "筹划", "规划建设"),
        "正式启动",
        (
            Gate("前期工作完成", 6, 30, "方案或批复"),
            Gate("正式启动", 12, 31, "开工令、启动会纪要或现场照片"),
        ),
    ),
    Default(
        "in_use",
        (
            "建成",
            "投入使用",
            "贯通",
            "投用",
            "投产",
            "竣工",
            "完工",
            "通车",
            "开园",
            "开业",
            "开馆",
            "运营",
            "启用",
            "交付",
            "完成",
        ),
        "建成投用",
        (
            Gate("开工", 3, 31, "开工令或现场照片"),
            Gate("进度过半", 6, 30, "监理月报或现场照片"),
            Gate("完工", 10, 31, "竣工验收意见"),
            Gate("投入使用", 12, 31, "启用通知或现场照片"),
        ),
    ),
    Default(
        "recognised",
        ("争创", "创建", "争取", "申报", "争列", "入选", "获评", "争当", "打造成"),
        "获得认定",
        (
            Gate("提出申报", 6, 30, "申报文件"),
            Gate("获得认定", 12, 31, "命名或公布文件"),
        ),
    ),
    Default(
        "carried_out",
        (
            "实施",
            "推进",
            "开展",
            "建设",
            "新建",
            "改造",
            "改建",
            "扩建",
            "修订",
            "编制",
            "出台",
            "制定",
            "组建",
            "设立",
            "成立",
            "引进",
            "举办",
            "建立",
            "打通",
            "整治",
            "搭建",
            "布局",
            "盘活",
        ),
        "按方案实施完毕",
        (
            Gate("方案印发", 3, 31, "实施方案"),
            Gate("进度过半", 6, 30, "进展报告"),
            Gate("实施完毕", 12, 31, "总结或验收材料"),
        ),
    ),
    Default(
        "kept_up",
        (),
        "全年持续推进，季季有进展",
        (
            Gate("一季度有进展", 3, 31, "季度小结"),
            Gate("二季度有进展", 6, 30, "季度小结"),
            Gate("三季度有进展", 9, 30, "季度小结"),
            Gate("四季度有进展", 12, 31, "年度总结"),
        ),
        ongoing=True,
    ),
)
"""From the top; the first whose verb stands first in the promise decides, else the last."""


COUNTED = Default("counted", (), "达到目标数", (Gate("达到目标数", 12, 31, "台账或统计报表"),))
"""What a promise with a number asks for where its verb names no stage."""


def default_for(action: str | None, text: str, *, counted: bool = False) -> Default:
    """The row for a promise: by its verb if the reader found one, else by the first verb in its words.

    A `counted` promise has a number, and needs no quarterly checks where no verb decides.
    """
    for row in DEFAULTS:
        if action and action in row.verbs:
            return row
    places = ((text.find(verb), row) for row in DEFAULTS for verb in row.verbs)
    found = [(place, row) for place, row in places if place >= 0]
    other = COUNTED if counted else DEFAULTS[-1]
    return min(found, key=lambda entry: entry[0])[1] if found else other


def gate_day(gate: Gate, year: int, due: date) -> date:
    """The day of a step in a promise's year; never after the promise itself is due."""
    return min(date(year, gate.month, gate.day), due)
