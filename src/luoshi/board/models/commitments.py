"""What was promised: reports, commitments, what the office says of them, their targets and steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.board.models.common import DecimalNumber, Fact, said
from luoshi.office.models import Department, Place, User


class Report(Fact):
    """A report that was brought in, with its text for ever."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="reports")
    year = models.PositiveIntegerField(_("年份"))
    name = models.CharField(_("文件名"), max_length=200)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    leftovers = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "sha256"], name="report_once")]

    def __str__(self) -> str:
        return self.name


class Origin(models.TextChoices):
    """Where a promise was made."""

    REPORT = "report", _("政府工作报告")
    LIVELIHOOD = "livelihood", _("民生实事")
    PROJECT = "project", _("重点项目")
    SUPERIOR = "superior", _("上级任务")
    INSTRUCTION = "instruction", _("领导批示")


PREFIXES = {Origin.LIVELIHOOD: "M", Origin.PROJECT: "X", Origin.SUPERIOR: "S", Origin.INSTRUCTION: "P"}


class Commitment(Fact):
    """A promise as it was made: the source's words and what the machine said of them never change.

    `number` counts the promises of one place, origin and year; with them it makes up the 编号.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="commitments")
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="commitments")
    origin = models.CharField(_("来源"), max_length=12, choices=Origin, default=Origin.REPORT)
    year = models.PositiveIntegerField(_("年份"))
    number = models.PositiveIntegerField(_("序号"))
    section = models.CharField(_("章节"), max_length=300, blank=True)
    words = models.TextField(_("原文"))
    spans = models.JSONField(default=list)
    machine = models.JSONField(default=list)
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="splits")

    class Meta:
        ordering: ClassVar = ["year", "origin", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "origin", "year", "number"], name="number_once")
        ]

    def __str__(self) -> str:
        return self.words[:40]

    @property
    def code(self) -> str:
        """The 编号 by which tables name it: 2025-012, or M2025-003 of a 民生实事 list."""
        return f"{PREFIXES.get(Origin(self.origin), '')}{self.year}-{self.number:03}"


class State(models.TextChoices):
    """What the office has made of a promise."""

    PROPOSED = "proposed", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    REJECTED = "rejected", _("不立项")
    SPLIT = "split", _("已拆分")
    MERGED = "merged", _("已合并")


CLOSED = (State.REJECTED, State.SPLIT, State.MERGED)
"""The states in which a promise is not followed by itself any more; each has its reason."""


class Visibility(models.TextChoices):
    """Who may see a commitment, a figure or a file."""

    INTERNAL = "internal", _("内部")
    EMBARGOED = "embargoed", _("到期公开")
    PUBLIC = "public", _("公开")


class Revision(Fact):
    """What the office says of a commitment from a moment on; each row says all of it.

    `supporting` are names of departments of the place. `criterion` is what counts as done, `proof` what
    shows it. `untracked`: openly followed by nobody. `ongoing`: never done before the year's end.
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="revisions")
    state = models.CharField(_("状态"), max_length=12, choices=State)
    title = models.CharField(_("承诺"), max_length=500)
    lead = models.ForeignKey(Department, models.PROTECT, null=True, related_name="led")
    supporting = models.JSONField(_("配合单位"), default=list, blank=True)
    leader = models.ForeignKey(User, models.PROTECT, null=True, related_name="charges")
    contact = models.CharField(_("责任人"), max_length=60, blank=True)
    criterion = models.CharField(_("算完成的标准"), max_length=200, blank=True)
    proof = models.CharField(_("以什么为证"), max_length=200, blank=True)
    untracked = models.BooleanField(_("不跟踪"), default=False)
    ongoing = models.BooleanField(_("常年工作"), default=False)
    merged_into = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="merged")
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.INTERNAL)
    until = models.DateField(_("公开日期"), null=True)
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state__in=CLOSED) | said("reason"), name="closed_with_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(untracked=False) | said("reason"), name="untracked_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.MERGED) | models.Q(merged_into__isnull=False),
                name="merged_into_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(visibility=Visibility.EMBARGOED) | models.Q(until__isnull=False),
                name="embargoed_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.title[:40]}"


class Source(models.TextChoices):
    """Where a target's figures come from."""

    REPORTED = "reported", _("报送数")
    COUNTED = "counted", _("名册数")


class Target(Fact):
    """A number of a commitment from a moment on; a later row with the same `key` takes its place.

    `path` holds pairs of an ISO date and a decimal string: the cumulative value expected on that day.
    `measure` set by `shared` is fed by another source's figures. `request` is the change request that was
    approved; a row without one corrects what was misread. `dropped`: it came by a merger that was undone.
    `counted_by` names the measure of a programme that counts it from records (`programme/measure`); `governs`
    holds pairs of an ISO date and a source: whose figures count for the periods that end on that day or
    later. At first they are the reported ones.
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="targets")
    key = models.PositiveIntegerField()
    measure = models.CharField(_("指标"), max_length=200)
    comparator = models.CharField(max_length=2)
    value = DecimalNumber(_("目标"))
    unit = models.CharField(_("单位"), max_length=30, blank=True)
    basis = models.CharField(max_length=8)
    direction = models.CharField(max_length=4)
    baseline = DecimalNumber(_("基数"), null=True)
    start = models.DateField(_("开始"))
    due = models.DateField(_("期限"))
    frequency = models.CharField(_("报送频次"), max_length=8, default="month")
    lag = models.PositiveSmallIntegerField(_("数据滞后天数"), default=0)
    path = models.JSONField(default=list, blank=True)
    shared = models.ForeignKey("board.Measure", models.PROTECT, null=True, related_name="targets")
    dropped = models.BooleanField(_("取消"), default=False)
    counted_by = models.CharField(_("名册指标"), max_length=250, blank=True)
    governs = models.JSONField(_("以何者为准"), default=list, blank=True)
    request = models.ForeignKey("board.ChangeRequest", models.PROTECT, null=True, related_name="targets")
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(due__gte=models.F("start")), name="due_after_start"),
            models.CheckConstraint(
                condition=models.Q(dropped=False) | said("reason"), name="target_dropped_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.measure

    def source_on(self, day: date) -> Source:
        """Whose figure counts for a period that ends on a day."""
        return source_on(self.governs, day)


def source_on(governs: Sequence[Sequence[str]], day: date) -> Source:
    """Whose figure counts for a period that ends on a day; of what `Target.governs` says the last holds."""
    said = [source for since, source in governs if since <= day.isoformat()]
    return Source(said[-1]) if said else Source.REPORTED


class Milestone(Fact):
    """A dated step of a commitment from a moment on; a later row with the same `key` takes its place.

    `dropped`: the step is no longer asked for, with its reason.
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="milestones")
    key = models.PositiveIntegerField()
    name = models.CharField(_("节点"), max_length=120)
    proof = models.CharField(_("以什么为证"), max_length=200, blank=True)
    due = models.DateField(_("期限"))
    dropped = models.BooleanField(_("取消"), default=False)
    request = models.ForeignKey("board.ChangeRequest", models.PROTECT, null=True, related_name="milestones")
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(dropped=False) | said("reason"), name="dropped_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WorkItem(Fact):
    """A part of a commitment that a department or street carries; a later row of a `key` takes its place.

    `target` is the key of the target that its `value` is a part of, null for a part without a number.
    """

    class State(models.TextChoices):
        """Whether the lead department has agreed."""

        PROPOSED = "proposed", _("待同意")
        APPROVED = "approved", _("已同意")
        DROPPED = "dropped", _("已取消")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="items")
    key = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State)
    text = models.CharField(_("工作内容"), max_length=300)
    department = models.ForeignKey(Department, models.PROTECT, related_name="items")
    street = models.CharField(_("镇街"), max_length=60, blank=True)
    target = models.PositiveIntegerField(_("目标"), null=True)
    value = DecimalNumber(_("数量"), null=True)
    due = models.DateField(_("期限"))
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text
