"""Facts of the board. Rows are appended and never edited; how things stand is computed from them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from luoshi.office.models import Department, Place, User


class Report(models.Model):
    """A report that was brought in, with its text for ever."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="reports")
    year = models.PositiveIntegerField("年份")
    name = models.CharField("文件名", max_length=200)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "sha256"], name="report_once")]

    def __str__(self) -> str:
        return self.name


class Commitment(models.Model):
    """A promise as it was made: the source's words and what the machine said of them never change."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="commitments")
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="commitments")
    number = models.PositiveIntegerField("序号")
    section = models.CharField("章节", max_length=300)
    words = models.TextField("报告原文")
    spans = models.JSONField(default=list)
    machine = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["report_id", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "number"], name="number_once")]

    def __str__(self) -> str:
        return self.words[:40]


class State(models.TextChoices):
    """What the office has made of a promise."""

    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已确认"
    REJECTED = "rejected", "不立项"


class Revision(models.Model):
    """What the office says of a commitment from a moment on: its state, title and owners."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="revisions")
    state = models.CharField("状态", max_length=12, choices=State)
    title = models.CharField("承诺", max_length=500)
    lead = models.ForeignKey(Department, models.PROTECT, null=True, related_name="led")
    reason = models.CharField("理由", max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state=State.REJECTED) | ~models.Q(reason=""),
                name="rejected_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.title[:40]}"


class Target(models.Model):
    """A number of a commitment from a moment on; a later row with the same `key` takes its place."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="targets")
    key = models.PositiveIntegerField()
    measure = models.CharField("指标", max_length=200)
    comparator = models.CharField(max_length=2)
    value = models.DecimalField("目标", max_digits=30, decimal_places=6)
    unit = models.CharField("单位", max_length=30, blank=True)
    basis = models.CharField(max_length=8)
    direction = models.CharField(max_length=4)
    baseline = models.DecimalField("基数", max_digits=30, decimal_places=6, null=True)
    start = models.DateField("开始")
    due = models.DateField("期限")
    reason = models.CharField("理由", max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(due__gte=models.F("start")), name="due_after_start"),
        ]

    def __str__(self) -> str:
        return self.measure


class Milestone(models.Model):
    """A dated step of a commitment from a moment on; a later row with the same `key` takes its place."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="milestones")
    key = models.PositiveIntegerField()
    name = models.CharField("节点", max_length=120)
    proof = models.CharField("以什么为证", max_length=200, blank=True)
    due = models.DateField("期限")
    reason = models.CharField("理由", max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name


class Progress(models.Model):
    """A figure that a department gives for a period of a target; a correction is a new row.

    Of a milestone it says that the step was reached on that day; its value is then 1.
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="progress")
    key = models.PositiveIntegerField()
    of_milestone = models.BooleanField("节点", default=False)
    day = models.DateField("所属期末")
    value = models.DecimalField("数值", max_digits=30, decimal_places=6)
    cumulative = models.BooleanField("累计数")
    sentence = models.CharField("说明", max_length=500, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["day", "pk"]
        verbose_name_plural = "progress"

    def __str__(self) -> str:
        return f"{self.day} {self.value}"


class Step(models.TextChoices):
    """How far a figure has come."""

    DRAFTED = "drafted", "草稿"
    SUBMITTED = "submitted", "已提交"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已采纳"


class Move(models.Model):
    """One step of a figure on its way: drafted, submitted, returned with a reason, accepted."""

    progress = models.ForeignKey(Progress, models.PROTECT, related_name="moves")
    step = models.CharField(max_length=10, choices=Step)
    reason = models.CharField("理由", max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(step=Step.RETURNED) | ~models.Q(reason=""), name="returned_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.progress_id}"


class Stage(models.TextChoices):
    """How far a commitment has come on its way to being signed off (销号)."""

    APPLIED = "applied", "申请销号"
    CHECKED = "checked", "核查属实"
    REFUSED = "refused", "核查不实"
    SIGNED = "signed", "已销号"
    REOPENED = "reopened", "重新打开"


class Check(models.Model):
    """One step of a sign-off: applied for, checked, confirmed by a second person, or reopened."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="checks")
    stage = models.CharField(max_length=10, choices=Stage)
    words = models.CharField("说明", max_length=500)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(words=""), name="checked_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.commitment_id}"
