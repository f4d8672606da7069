"""From the figures that were reported to a value, as of a day; exact fractions throughout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from functools import lru_cache, reduce

from luoshi.delivery.bounds import baseline_of, has_way
from luoshi.delivery.model import Figure, Target
from luoshi.delivery.periods import REMEMBERED, completed_months, period_end, total_months

# Units of measure; whatever else is counted comes in whole things.
MEASURED = frozenset(
    """
    元 人民币 美元 欧元 港元 日元 英镑 亩 公顷 平方米 平米 平方公里 平方千米 平方 ㎡ 立方米 立方 方
    米 公里 千米 里 吨 吨标准煤 公斤 千克 斤 克 微克 毫克 升 瓦 千瓦 兆瓦 吉瓦 千瓦时 兆瓦时 度 焦
    m km kW KW MW GW t kg P TB
    % ％ ‰ 倍 成 个百分点 百分点 个点 年 个月 天 日 小时 个小时 分钟 秒
    """.split()
)
MULTIPLES = ("十", "百", "千", "万", "亿")
EXACT = Context(prec=100_000, traps=[Inexact])
"""Sums in it are exact, and ten times as quick as those of fractions."""


def counted(target: Target, figures: Iterable[Figure], as_of: date) -> list[Figure]:
    """The figures about this target that had been recorded by the end of a day, in order of their periods.

    What is to be kept or measured is judged in its own time: a figure of the year after says nothing about
    it. An amount can be reached late. Of one day's figures the one recorded last comes last; of those
    recorded on one day, the one given last.
    """
    late = target.basis == "amount" and has_way(target)
    end = as_of if late else min(as_of, period_end(target.due, target.frequency))
    rows = [row for row in figures if target.start <= row.day <= end and row.recorded <= as_of]
    return sorted(rows, key=lambda row: (row.day, row.recorded))


def value_of(target: Target, figures: Sequence[Figure]) -> Fraction | None:
    """What figures in order come to: an amount adds up, everything else is its latest; None without any.

    A cumulative figure replaces what was added up to its day. Increments of one day add up in any order.
    """
    if not figures:
        return None
    if target.basis != "amount":
        return Fraction(figures[-1].value)
    last = next((row for row in reversed(figures) if row.cumulative), None)
    added = (row.value for row in figures if not row.cumulative and (last is None or row.day > last.day))
    return Fraction(reduce(EXACT.add, added, last.value if last else Decimal(0)))


def share_of(target: Target, value: Fraction | None) -> Fraction | None:
    """How much of the way from baseline to target is done; 0 without a figure, None where there is no way."""
    if not has_way(target):
        return None
    return Fraction(0) if value is None else gone_by(target, value) / gone_by(target, Fraction(target.value))


def gone_by(target: Target, value: Fraction) -> Fraction:
    """How far a value is from the baseline."""
    baseline = baseline_of(target)
    return value - Fraction(baseline) if baseline else value


def expected_share(target: Target, day: date | None) -> Fraction | None:
    """How much of the way should be done on a day, by the path or month by month; 1 from the due date on.

    Nothing is expected before there is a reference date; None where there is no way. Of whole things, part
    of a thing is not expected.
    """
    if not has_way(target):
        return None
    if day is None or day >= target.due:
        return Fraction(0 if day is None else 1)
    way = gone_by(target, Fraction(target.value))
    share = path_share(target, day, way) if target.path else months_share(target.start, target.due, day)
    return int(way * share) / way if counts_whole_things(target) else share


def path_share(target: Target, day: date, way: Fraction) -> Fraction:
    """The part of the way that the path asks for on a day: its last node up to then."""
    value = next((Fraction(value) for node, value in reversed(target.path) if node <= day), None)
    return Fraction(0) if value is None else gone_by(target, value) / way


@lru_cache(REMEMBERED)
def months_share(start: date, due: date, day: date) -> Fraction:
    """The part of the months from start to due that has completed on a day."""
    return Fraction(completed_months(start, day), total_months(start, due))


def counts_whole_things(target: Target) -> bool:
    """Whether half of one cannot be expected: an amount in 个, 条, 所 …, not in 亿元, 公里 or 万人."""
    return target.basis == "amount" and is_thing(target.unit)


@lru_cache(REMEMBERED)
def is_thing(unit: str) -> bool:
    """Whether a unit counts what comes whole."""
    unit = unit.strip()
    return bool(unit) and unit not in MEASURED and "/" not in unit and not unit.startswith(MULTIPLES)
