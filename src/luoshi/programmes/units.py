"""Units of measures: which can be turned into each other, and which merely count things."""

from __future__ import annotations

from decimal import Decimal

SCALES: tuple[dict[str, Decimal], ...] = (
    {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)},
    {
        "人": Decimal(1),
        "人次": Decimal(1),
        "名": Decimal(1),
        "万人": Decimal(10_000),
        "万人次": Decimal(10_000),
    },
    {
        "平方米": Decimal(1),
        "平米": Decimal(1),
        "㎡": Decimal(1),
        "亩": Decimal(2000) / 3,
        "公顷": Decimal(10_000),
        "万平方米": Decimal(10_000),
        "平方公里": Decimal(1_000_000),
    },
    {"米": Decimal(1), "m": Decimal(1), "公里": Decimal(1000), "千米": Decimal(1000), "km": Decimal(1000)},
    {"户": Decimal(1), "万户": Decimal(10_000)},
    {"张": Decimal(1), "张床位": Decimal(1)},
    {"%": Decimal(1), "％": Decimal(1), "个百分点": Decimal(1), "百分点": Decimal(1)},
    {"吨": Decimal(1), "万吨": Decimal(10_000)},
    {"份": Decimal(1), "万份": Decimal(10_000)},
)
"""Units of one kind, each with how much of the smallest it is."""

THINGS = frozenset(
    "个 家 处 所 座 条 项 件 只 栋 幢 片 批 类 期 场 次 台 套 支 宗 间 部 辆 门 对 组 张 户 名".split()
)
"""Words that count things one by one: a canteen is 一个, 一处 or 一家."""


def factor(given: str, wanted: str) -> Decimal | None:
    """By how much a figure in one unit is multiplied to stand in another; None where it cannot be."""
    given, wanted = given.strip(), wanted.strip()
    if given == wanted or (given in THINGS and wanted in THINGS):
        return Decimal(1)
    for scale in SCALES:
        if given in scale and wanted in scale:
            return scale[given] / scale[wanted]
    return None
