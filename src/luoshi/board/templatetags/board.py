"""How figures and statuses are written on the pages."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from luoshi.board.models import Check, Revision, Target
from luoshi.delivery import Standing
from luoshi.delivery.words import STATUS_WORDS, percent, reason
from luoshi.office.models import Place
from luoshi.reading.outputs.words import decimal_words, number_words

register = template.Library()

SIGNS = {">=": "≥", ">": ">", "=": "", "<=": "≤", "<": "<", "~": "约"}
MOVES = {
    ("growth", "up"): "增长",
    ("growth", "down"): "下降",
    ("change", "up"): "提高",
    ("change", "down"): "降低",
    ("level", "down"): "降至",
}


@register.simple_tag
def goal(target: Target) -> str:
    """A target in short: ≥30亿元, 增长≥10%."""
    # 翻一番 is twice the base, not grown by twice the base: a verb would say the wrong one.
    moves = "" if target.unit == "倍" else MOVES.get((target.basis, target.direction), "")
    return f"{moves}{SIGNS[target.comparator]}{number_words(target.value)}{target.unit}"


@register.simple_tag
def happened(row: Revision | Check | Target) -> str:
    """What a row of the story says, with its reason."""
    if isinstance(row, Check):
        return f"{row.get_stage_display()}（{row.words}）"
    if isinstance(row, Target):
        said = f"目标定为 {row.measure} {goal(row)}"
    else:
        said = row.get_state_display() + (f"，牵头 {row.lead}" if row.lead else "")
    return f"{said}（{row.reason}）" if row.reason else said


@register.simple_tag
def number(value: Decimal) -> str:
    """A figure as it was given, without idle zeros."""
    return decimal_words(value)


@register.simple_tag
def status(name: str) -> SafeString:
    """A status with its colour, and in words for whoever sees no colour."""
    return format_html('<span class="status {}">{}</span>', name, STATUS_WORDS[name])


@register.simple_tag
def share(part: Fraction | None) -> str:
    """A share in percent, nothing where none can be told."""
    return percent(part)


@register.simple_tag
def bar(standing: Standing) -> SafeString | str:
    """How far a target has come, and where it should be."""
    if standing.share is None:
        return ""
    done = float(min(max(standing.share, Fraction(0)), Fraction(1)))
    return format_html(
        '<meter min="0" max="1" value="{}" title="应有 {}">{}</meter> {}',
        f"{done:.4f}",
        percent(standing.expected),
        percent(standing.share),
        percent(standing.share),
    )


@register.simple_tag
def why(standing: Standing) -> str:
    """The row of the decision table that decided, and the part it is about."""
    return reason(standing)[0]


@register.simple_tag(takes_context=True)
def may(context: Context, permission: str, place: Place) -> bool:
    """Whether whoever looks holds a permission in this place."""
    return bool(context["request"].user.has_perm(permission, place))


@register.simple_tag(takes_context=True)
def again(context: Context, **changes: object) -> str:
    """The same page with other values in its address."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query[name] = str(value)
    return f"?{query.urlencode()}"
