"""What was reported: figures, their way to acceptance, and what proves them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.board.models.commitments import Commitment, Visibility
from luoshi.board.models.common import DecimalNumber, Fact, said
from luoshi.office.models import Department, File, Place


class Measure(Fact):
    """A figure that one source gives for every target that uses it, such as a statistics bureau's."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="measures")
    name = models.CharField(_("指标"), max_length=200)
    unit = models.CharField(_("单位"), max_length=30, blank=True)
    source = models.ForeignKey(Department, models.PROTECT, related_name="measures")
    frequency = models.CharField(_("报送频次"), max_length=8, default="month")
    lag = models.PositiveSmallIntegerField(_("数据滞后天数"), default=0)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "name"], name="measure_once")]

    def __str__(self) -> str:
        return self.name


class Part(models.TextChoices):
    """What a figure is about."""

    TARGET = "target", _("目标")
    MILESTONE = "milestone", _("节点")
    ITEM = "item", _("工作项")
    MEASURE = "measure", _("共用指标")


class Progress(Fact):
    """A figure for a period; a correction is a new row.

    Of a target or a work item it is a number; of a milestone, that the step was reached on that day (its
    value is then 1). A figure of a measure belongs to no commitment. `found` by a spot check, it is the
    office's own; `counted` from the records of a register, it is nobody's.
    """

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, related_name="progress", db_index=False
    )
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="progress")
    part = models.CharField(max_length=10, choices=Part, default=Part.TARGET)
    key = models.PositiveIntegerField(default=0)
    day = models.DateField(_("所属期末"))
    value = DecimalNumber(_("数值"))
    cumulative = models.BooleanField(_("累计数"))
    provisional = models.BooleanField(_("初步数"), default=False)
    found = models.BooleanField(_("核查数"), default=False)
    counted = models.BooleanField(_("名册数"), default=False)
    sentence = models.CharField(_("说明"), max_length=500, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["day", "pk"]
        verbose_name_plural = "progress"
        indexes: ClassVar = [models.Index(fields=["commitment", "part", "key", "day"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(part=Part.MEASURE, measure__isnull=False, commitment__isnull=True)
                | (~models.Q(part=Part.MEASURE) & models.Q(measure__isnull=True, commitment__isnull=False)),
                name="figure_of_one_thing",
            ),
        ]

    name = ""
    """Which step or work item it is about, where a page says it."""

    def __str__(self) -> str:
        return f"{self.day} {self.value}"


class Step(models.TextChoices):
    """How far a figure has come."""

    DRAFTED = "drafted", _("草稿")
    SUBMITTED = "submitted", _("已提交")
    RETURNED = "returned", _("已退回")
    ACCEPTED = "accepted", _("已采纳")


class Move(Fact):
    """One step of a figure on its way: drafted, submitted, returned with a reason, accepted."""

    progress = models.ForeignKey(Progress, models.PROTECT, related_name="moves", db_index=False)
    step = models.CharField(max_length=10, choices=Step)
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["progress", "step", "at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(step=Step.RETURNED) | said("reason"), name="returned_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.progress_id}"


class Evidence(Fact):
    """A file that proves a figure, or a commitment as a whole; a later row of the same file and figure
    takes its place, so that who may see it can change."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="evidence")
    progress = models.ForeignKey(Progress, models.PROTECT, null=True, related_name="evidence")
    file = models.ForeignKey(File, models.PROTECT, related_name="uses")
    name = models.CharField(_("文件名"), max_length=200)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.INTERNAL)
    until = models.DateField(_("公开日期"), null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(visibility=Visibility.EMBARGOED) | models.Q(until__isnull=False),
                name="evidence_embargoed_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Release(Fact):
    """Who may see an accepted figure from a moment on; without one it is internal."""

    progress = models.ForeignKey(Progress, models.PROTECT, related_name="releases")
    visibility = models.CharField(max_length=10, choices=Visibility)
    until = models.DateField(_("公开日期"), null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(visibility=Visibility.EMBARGOED) | models.Q(until__isnull=False),
                name="figure_embargoed_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.progress_id} {self.get_visibility_display()}"
