"""The columns of the task table: one list, by which it is written, read and explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils import translation

from luoshi.board.forms.common import FREQUENCIES
from luoshi.board.forms.setup import BASES, COMPARATORS
from luoshi.board.models import Origin, State, Visibility

Level = Literal["fixed", "promise", "target", "row"]
"""Whose the cell is: the source's for ever, the promise's, the target's, or that of this change alone."""
Look = Literal["prose", "fact", "small"]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in Latin characters; `words` say to people what belongs there. `most`: characters at most.

    `choices` names the list that a cell is chosen from; `printed`: it stands in the Word document too.
    """

    key: str
    title: str
    level: Level
    width: float
    words: str
    look: Look = "fact"
    most: int = 0
    choices: str = ""
    printed: bool = False


COLUMNS = (
    Column(
        "code",
        "编号",
        "fixed",
        13,
        "目标的行是编号加点和目标号，如 2025-012.1；空着就是新的承诺",
        printed=True,
    ),
    Column("origin", "来源", "fixed", 11, "新的承诺必填；已有的不能改", "small", choices="origin"),
    Column("section", "章节", "fixed", 16, "新的承诺可填；已有的不能改", "small", most=300),
    Column("words", "原文", "fixed", 34, "承诺的原话，不能改；新的承诺空着就照抄“承诺”", "prose"),
    Column("title", "承诺", "promise", 34, "办公室的说法，不能为空", "prose", most=500, printed=True),
    Column("state", "决定", "promise", 8, "可改成已确认或不立项；拆分、合并在页面上做", choices="state"),
    Column("measure", "指标", "target", 16, "目标的行不能为空", "prose", most=200, printed=True),
    Column("comparator", "关系", "target", 8, "新目标空着就是等于", choices="comparator", printed=True),
    Column("value", "目标", "target", 12, "写全，不带万、亿", printed=True),
    Column("unit", "单位", "target", 7, "", most=30, printed=True),
    Column("basis", "算什么", "target", 10, "新目标空着就是做成多少", choices="basis"),
    Column("direction", "方向", "target", 6, "新目标空着就是上升", choices="direction"),
    Column("baseline", "基数", "target", 10, "没有就空着"),
    Column("start", "开始", "target", 11, "日期；新目标空着就是当年 1 月 1 日"),
    Column("due", "期限", "target", 11, "日期；新目标空着就是当年 12 月 31 日", printed=True),
    Column("q1", "一季度", "target", 9, "3 月 31 日应到的累计数", printed=True),
    Column("q2", "二季度", "target", 9, "6 月 30 日应到的累计数", printed=True),
    Column("q3", "三季度", "target", 9, "9 月 30 日应到的累计数", printed=True),
    Column("q4", "四季度", "target", 9, "12 月 31 日应到的累计数", printed=True),
    Column("nodes", "其他节点", "target", 16, "别的日子应到的累计数，一行一个，如 2026-06-30:5", "small"),
    Column("frequency", "报送频次", "target", 8, "新目标空着就是按月", choices="frequency"),
    Column("lag", "滞后天数", "target", 8, "期末以后多少天才有数，空着就是 0"),
    Column("shared", "共用指标", "target", 14, "由别的单位统一报数的指标，写名称；没有就空着", "small"),
    Column(
        "steps",
        "节点",
        "promise",
        34,
        "一行一个：日期 名称（证明）；只写在承诺的第一行。去掉一行就是取消这个节点",
        "prose",
        printed=True,
    ),
    Column("lead", "牵头单位", "promise", 14, "单位名称", printed=True),
    Column("supporting", "配合单位", "promise", 18, "单位名称，用顿号隔开", printed=True),
    Column("leader", "分管领导", "promise", 9, "姓名；有同名的写用户名", printed=True),
    Column("contact", "责任人", "promise", 9, "", most=60),
    Column("criterion", "算完成的标准", "promise", 18, "", "prose", most=200, printed=True),
    Column("proof", "以什么为证", "promise", 18, "", "prose", most=200, printed=True),
    Column("visibility", "公开", "promise", 12, "内部、公开，或“到期公开 2025-12-31”"),
    Column("ongoing", "常年工作", "promise", 8, "年底以前不算完成的写是", choices="yes"),
    Column("untracked", "不跟踪", "promise", 8, "不跟踪的写是，并写明理由", choices="yes"),
    Column("reason", "理由", "row", 22, "为什么改；空着就记“任务分解表”和文件名", "prose", most=300),
)
BY_KEY = {column.key: column for column in COLUMNS}
REQUIRED = ("code", "title")
"""Columns without which nothing can be told apart."""
QUARTERS = {"q1": (3, 31), "q2": (6, 30), "q3": (9, 30), "q4": (12, 31)}
"""The month and day on which a quarter ends."""
DAYS = ("start", "due")
SWITCHES = ("ongoing", "untracked")
"""Columns that say yes or nothing; no is as good as nothing."""
NUMBERS = ("value", "baseline", *QUARTERS)
TARGET_KEYS = tuple(column.key for column in COLUMNS if column.level == "target")
PROMISE_KEYS = tuple(column.key for column in COLUMNS if column.level == "promise")
FIXED_KEYS = ("origin", "section", "words")


def choices() -> dict[str, dict[str, str]]:
    """The lists that cells are chosen from: what is stored, and its word. The table is always in Chinese."""
    with translation.override("zh-hans"):
        return {
            "origin": {value: str(word) for value, word in Origin.choices},
            "state": {value: str(word) for value, word in State.choices},
            "comparator": {value: str(word) for value, word in COMPARATORS},
            "basis": {value: str(word) for value, word in BASES},
            "direction": {"up": "上升", "down": "下降"},
            "frequency": {value: str(word) for value, word in FREQUENCIES},
            "yes": {"yes": "是", "": "否"},
            "visibility": {value: str(word) for value, word in Visibility.choices},
        }
