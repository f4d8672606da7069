"""From the figures that were reported to a value, as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from luoshi.delivery.model import Figure, Target
from luoshi.delivery.periods import completed_months, total_months

# Units of measure; whatever else is counted comes in whole things.
MEASURED = frozenset(
    """
    元 美元 欧元 港元 亩 公顷 平方米 平方公里 立方米 方 米 公里 千米 吨 公斤 千克 斤 升 千瓦 千瓦时 兆瓦
    % ‰ 倍 个百分点 微克/立方米 毫克/立方米 度 天
    """.split()
)


def known(figures: Iterable[Figure], as_of: date) -> list[Figure]:
    """The figures that had been recorded by the end of a day, in the order of their periods."""
    rows = [figure for figure in figures if figure.recorded <= as_of and figure.day <= as_of]
    return sorted(rows, key=lambda figure: (figure.day, figure.recorded))


def value_of(target: Target, figures: Sequence[Figure]) -> Decimal | None:
    """What the figures come to: an amount adds up, everything else is its latest figure; None without any.

    A cumulative figure replaces what was added up to its day. Increments of one day add up in any order;
    of cumulative figures of one day the last recorded counts.
    """
    if not figures:
        return None
    if target.basis != "amount":
        return figures[-1].value
    totals = [figure for figure in figures if figure.cumulative]
    last = totals[-1] if totals else None
    total = last.value if last else Decimal(0)
    return total + sum(
        (
            figure.value
            for figure in figures
            if not figure.cumulative and (last is None or figure.day > last.day)
        ),
        Decimal(0),
    )


def baseline_of(target: Target) -> Decimal | None:
    """Where the way to the target begins: 0 for an amount, else what was set."""
    return Decimal(0) if target.basis == "amount" else target.baseline


def share_of(target: Target, value: Decimal) -> Fraction | None:
    """How much of the way from baseline to target is done; None where there is no way to go."""
    baseline = baseline_of(target)
    if baseline is None or baseline == target.value:
        return None
    return (Fraction(value) - Fraction(baseline)) / (Fraction(target.value) - Fraction(baseline))


def expected_share(target: Target, day: date) -> Fraction:
    """How much of the way should be done on a day, by the path or month by month; 1 from the due date on."""
    if day >= target.due:
        return Fraction(1)
    baseline = Fraction(baseline_of(target) or 0)
    way = Fraction(target.value) - baseline
    if target.path:
        reached = [value for node, value in target.path if node <= day]
        return (Fraction(reached[-1]) - baseline) / way if reached and way else Fraction(0)
    share = Fraction(completed_months(target.start, day), total_months(target.start, target.due))
    if counts_whole_things(target) and way:
        return Fraction((share * way).__floor__()) / way
    return share


def counts_whole_things(target: Target) -> bool:
    """Whether half a thing cannot be expected: an amount in 个, 条, 所 …."""
    return target.basis == "amount" and target.unit not in MEASURED
