"""What a promised number asks for: on which side of it one must be, and whether there is a way to it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from luoshi.delivery.model import Bound, Target

MEETS: dict[Bound, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}


def baseline_of(target: Target) -> Decimal | None:
    """Where the way to the target begins: 0 for an amount, what was set for a level, nowhere for a rate."""
    if target.basis == "amount":
        return Decimal(0)
    return target.baseline if target.basis == "level" else None


def bound_of(target: Target) -> Bound:
    """The side on which the target is met; = and ~ are met from the side where the way begins."""
    if target.comparator == "=" or target.comparator == "~":
        return "<=" if falls(target) else ">="
    return target.comparator


def falls(target: Target) -> bool:
    """Whether a number that is to be reached lies below where one stands; no more than 0 is to be kept."""
    baseline = baseline_of(target)
    if target.basis == "amount":
        return target.value <= 0
    if baseline is not None and baseline != target.value:
        return baseline > target.value
    return target.basis == "level" and target.direction == "down"


def has_way(target: Target) -> bool:
    """Whether the target is to be reached from a baseline on its other side; else it is to be kept."""
    baseline = baseline_of(target)
    if baseline is None:
        return False
    return baseline < target.value if bound_of(target) in (">=", ">") else baseline > target.value


def is_met(target: Target, value: Fraction | None) -> bool:
    """Whether a value meets the target. No figure meets nothing: silence keeps no cap."""
    return value is not None and MEETS[bound_of(target)](value, Fraction(target.value))
