"""How figures and statuses are written on the pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from luoshi.board.forms.common import FREQUENCIES
from luoshi.board.models import (
    ChangeRequest,
    Check,
    Decision,
    Evidence,
    Milestone,
    Move,
    Part,
    Progress,
    Release,
    Revision,
    Stage,
    Target,
    Visibility,
    WorkItem,
)
from luoshi.board.models.common import Fact
from luoshi.board.queries import Brief
from luoshi.board.queries.public import Happening
from luoshi.board.words import rule_words, status_words
from luoshi.delivery import Standing
from luoshi.delivery.words import part_of, percent
from luoshi.office.models import Place
from luoshi.reading.outputs.words import decimal_words, number_words

register = template.Library()

SIGNS = {">=": "≥", ">": ">", "=": "", "<=": "≤", "<": "<", "~": _lazy("约")}
MOVES = {
    ("growth", "up"): _lazy("增长{aim}"),
    ("growth", "down"): _lazy("下降{aim}"),
    ("change", "up"): _lazy("提高{aim}"),
    ("change", "down"): _lazy("降低{aim}"),
    ("level", "down"): _lazy("降至{aim}"),
}


@register.filter
def as_written(words: object) -> SafeString | str:
    """What people wrote or a report says: it is Chinese on an English page too, and is marked so."""
    if words in (None, ""):
        return ""
    return format_html('<span lang="zh-Hans">{}</span>', words) if get_language() == "en" else str(words)


DATA = {"lead", "leader", "supporting", "department", "source", "shared", "target", "about", "kept"}


@register.filter
def chooses_data(field: BoundField) -> bool:
    """Whether a field's choices are names and words that people wrote."""
    return field.name in DATA


@register.filter
def listed(words: Sequence[object]) -> SafeString | str:
    """Several of them, one after another."""
    return format_html_join(_("、"), "{}", ((as_written(one),) for one in words))


@register.simple_tag
def said_by(person: object, words: str) -> SafeString:
    """What somebody said."""
    return format_html(_("{who}：{words}"), who=as_written(person), words=as_written(words))


@register.simple_tag
def goal(target: Target) -> SafeString:
    """A target in short: ≥30亿元, 增长≥10%."""
    shown = number_words(target.value) if get_language() != "en" else number(target.value)
    aim = format_html("{}{}{}", SIGNS[target.comparator], shown, as_written(target.unit))
    move = MOVES.get((target.basis, target.direction))
    # 翻一番 is twice the base, not grown by twice the base: a verb would say the wrong one.
    return format_html(move, aim=aim) if move and target.unit != "倍" else aim


@register.simple_tag
def actor(row: Fact) -> SafeString:
    """Who did it; what nobody did came with the report, or was counted when a month was over."""
    nobody = _("月末") if getattr(row, "counted", False) else _("导入")
    return format_html(_("{who}："), who=as_written(row.by) if row.by else nobody)


@register.simple_tag
def happened(row: Fact) -> SafeString | str:
    """What a row of the story says, with its reason."""
    said = SAID[type(row)](row)
    reason = getattr(row, "reason", "")
    return format_html(_("{said}（{reason}）"), said=said, reason=as_written(reason)) if reason else said


def revised(row: Revision) -> SafeString:
    """What the office said."""
    merged = f" {row.merged_into.code}" if row.merged_into else ""
    lead = format_html(_("，牵头 {lead}"), lead=as_written(row.lead)) if row.lead else ""
    return format_html("{}{}{}", row.get_state_display(), merged, lead)


def stepped(row: Milestone) -> SafeString:
    """What became of a milestone."""
    said = _("取消节点 {name}") if row.dropped else _("节点 {name}，{day} 前")
    return format_html(said, name=as_written(row.name), day=row.due)


def checked(row: Check) -> SafeString:
    """How far a sign-off came, or what a spot check found."""
    return format_html(_("{said}（{reason}）"), said=row.get_stage_display(), reason=as_written(row.words))


def decided(row: Decision) -> str:
    """How a request was decided."""
    return _("同意调整") if row.approved else _("不同意调整")


def reported(row: Progress) -> SafeString:
    """What figure was given, or counted from records."""
    said = _("计 {day}：{figure}") if row.counted else _("报 {month}：{figure}")
    return format_html(said, day=row.day, month=period(row), figure=figure(row))


def moved(row: Move) -> SafeString:
    """Where a figure went; a draft is told by the figure itself."""
    said = {"month": period(row.progress), "figure": figure(row.progress), "step": row.get_step_display()}
    return format_html(_("{step} {month}：{figure}"), **said)


def period(row: Progress) -> str:
    """The month of a figure; of a step, its day."""
    return str(row.day) if row.part == Part.MILESTONE else f"{row.day:%Y-%m}"


def given(row: Evidence) -> SafeString:
    """Which file there is, and who may see it."""
    about = f"{month(row.progress.day)} " if row.progress else ""
    said = {"about": about, "name": as_written(row.name), "who": shown_to(row)}
    return format_html(_("{about}附件 {name}：{who}"), **said)


def released(row: Release) -> SafeString:
    """Who may see a figure from now on."""
    said = {"day": row.progress.day, "figure": figure(row.progress), "who": shown_to(row)}
    return format_html(_("{day} {figure} 改为{who}"), **said)


def shown_to(row: Release | Evidence) -> str:
    """Who may see something, and from when."""
    return f"{row.get_visibility_display()} {row.until}" if row.until else row.get_visibility_display()


def aimed(row: Target) -> SafeString:
    """What the target was set to, or that it is gone."""
    if row.dropped:
        return format_html(_("取消目标 {measure}"), measure=as_written(row.measure))
    return format_html(_("目标定为 {measure} {goal}"), measure=as_written(row.measure), goal=goal(row))


def shared_out(row: WorkItem) -> SafeString:
    """What became of a work item."""
    return format_html(_("工作项 {text}：{state}"), text=as_written(row.text), state=row.get_state_display())


SAID: dict[type[Fact], Callable[..., SafeString | str]] = {
    Revision: revised,
    Target: aimed,
    Milestone: stepped,
    Check: checked,
    ChangeRequest: lambda row: format_html(_("申请调整：{change}"), change=change(row)),
    Decision: decided,
    WorkItem: shared_out,
    Evidence: given,
    Release: released,
    Progress: reported,
    Move: moved,
}


@register.simple_tag
def change(row: ChangeRequest) -> str:
    """What a request asks for: before and after."""
    parts = []
    if row.value is not None and row.value != row.value_before:
        said = {"before": number(row.value_before), "after": number(row.value)}
        parts.append(_("目标 %(before)s → %(after)s") % said)
    if row.due != row.due_before:
        parts.append(_("期限 %(before)s → %(after)s") % {"before": row.due_before, "after": row.due})
    return _("，").join(parts)


HAPPENED = {
    "figure": _lazy("采纳 {about} {before} 的数：{after}"),
    "step": _lazy("采纳节点 {about}：{before} 完成"),
    "value": _lazy("{about}：目标由 {before} 调整为 {after}"),
    "due": _lazy("{about}：期限由 {before} 调整为 {after}"),
    "signed": _lazy("已销号"),
    "reopened": _lazy("重新打开"),
    "untrue": _lazy("抽查不实"),
}


@register.simple_tag
def in_public(row: Happening) -> SafeString:
    """What happened to a commitment in public."""
    said = {"before": as_written(row.before), "after": as_written(row.after)}
    return format_html(HAPPENED[row.kind], about=as_written(row.about), **said)


@register.simple_tag
def figure(row: Progress) -> SafeString | str:
    """A figure with what it is: a step reached, a sum since January, an estimate, counted on the spot."""
    if row.part == Part.MILESTONE:
        return format_html(_("“{name}”完成"), name=as_written(row.name or row.key))
    marks = [_("累计")] * row.cumulative + [_("初步")] * row.provisional + [_("核查")] * row.found
    marks += [_("名册")] * row.counted
    said = {"number": number(row.value), "marks": _("，").join(marks)}
    return _("%(number)s（%(marks)s）") % said if marks else said["number"]


ACTS = {Stage.SIGNED: _lazy("销号")}


@register.filter
def act(stage: Stage) -> str:
    """What one does to bring a sign-off to a stage."""
    return str(ACTS.get(stage, stage.label))


@register.filter
def of(found: dict[object, object], key: object) -> object:
    """What stands under a key."""
    return found.get(key)


@register.filter
def same(value: object, other: object) -> bool:
    """Whether two values are the same."""
    return value == other


@register.filter
def naming(key: object, name: str) -> str:
    """The id of a field that a page has several times."""
    return f"{name}-{key}"


@register.filter
def used_at(row: Evidence) -> str:
    """Where a file was used: 2025-012 2025年3月."""
    if row.progress is None:
        return row.commitment.code
    return f"{row.commitment.code} {month(row.progress.day)}"


def month(day: date) -> str:
    """A month as it is written in words."""
    return _("%(year)s年%(month)s月") % {"year": day.year, "month": day.month}


@register.simple_tag
def visibilities() -> list[tuple[str, str]]:
    """Who may see something, as choices."""
    return Visibility.choices


@register.simple_tag
def frequency(name: str) -> str:
    """How often figures are given, in words."""
    return str(dict(FREQUENCIES)[name])


@register.simple_tag
def number(value: Decimal) -> str:
    """A figure as it was given, without idle zeros; in English with separators."""
    said = decimal_words(value)
    return f"{Decimal(said):,f}" if get_language() == "en" else said


@register.simple_tag
def status(name: str) -> SafeString:
    """A status with its colour, and in words for whoever sees no colour."""
    return format_html('<span class="status {}">{}</span>', name, status_words(name))


@register.simple_tag
def status_word(name: str) -> str:
    """A status in words."""
    return status_words(name)


@register.simple_tag
def steps_done(line: Brief) -> str:
    """How many of a commitment's steps have been accepted."""
    said = {"done": line.steps_done, "all": line.steps}
    return _("节点 %(done)s/%(all)s") % said


@register.simple_tag
def stacked(parts: Sequence[tuple[str, int]], total: int) -> SafeString:
    """How the commitments stand, as one bar; its numbers stand beside it in the text."""
    width, drawn = 0.0, []
    for name, count in parts:
        part = 100 * count / total
        drawn.append((name, f"{width:.3f}", f"{part:.3f}"))
        width += part
    rects = format_html_join("", '<rect class="{}" x="{}" width="{}" height="4"/>', drawn)
    box = '<svg class="stacked" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
    return format_html(box, rects)


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
        '<meter min="0" max="1" value="{}" title="{} {}">{}</meter> {}',
        f"{done:.4f}",
        _("应有"),
        percent(standing.expected),
        percent(standing.share),
        percent(standing.share),
    )


@register.simple_tag
def why(standing: Standing) -> SafeString | str:
    """The row of the decision table that decided, and the part it is about."""
    words, part = rule_words(standing), part_of(standing)
    return format_html(_("{who}：{words}"), who=as_written(part), words=words) if part else words


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
