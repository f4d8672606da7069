"""When departments report: windows, their reopening, and reminders."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.board.models.common import Fact, said
from luoshi.office.models import Department, Place


class Window(Fact):
    """The days in which the figures of a month are given; `month` is that month's last day."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="windows")
    month = models.DateField(_("所属月末"))
    opens = models.DateField(_("开始报送"))
    closes = models.DateField(_("截止报送"))

    class Meta:
        ordering: ClassVar = ["month"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "month"], name="window_once"),
            models.CheckConstraint(
                condition=models.Q(closes__gte=models.F("opens")), name="closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Reopening(Fact):
    """A closed window, opened again for one department, with its reason."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="reopenings")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    until = models.DateField(_("延长到"))
    reason = models.CharField(_("理由"), max_length=300)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=said("reason"), name="reopened_with_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.window_id} {self.until}"


class Reminder(Fact):
    """That a department was reminded of what it owes for a month."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="reminders")
    department = models.ForeignKey(Department, models.PROTECT, related_name="reminders")
    owed = models.PositiveIntegerField(_("未报项数"))

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.window_id} {self.department_id}"
