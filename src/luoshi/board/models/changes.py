"""Requests to change a target or a deadline, and how they were decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.board.models.commitments import Commitment
from luoshi.board.models.common import DecimalNumber, Fact, said
from luoshi.board.models.figures import Part


class ChangeRequest(Fact):
    """What is asked for: another value or another deadline of one part; what stood before is kept with it."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="requests")
    part = models.CharField(max_length=10, choices=Part)
    key = models.PositiveIntegerField()
    value = DecimalNumber(_("调整后的目标"), null=True)
    due = models.DateField(_("调整后的期限"))
    value_before = DecimalNumber(_("原目标"), null=True)
    due_before = models.DateField(_("原期限"))
    reason = models.CharField(_("理由"), max_length=500)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=said("reason"), name="asked_with_a_reason"),
            models.CheckConstraint(
                condition=models.Q(part__in=[Part.TARGET, Part.MILESTONE]), name="target_or_milestone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.due_before} → {self.due}"


class Decision(Fact):
    """How a request was decided, once."""

    request = models.OneToOneField(ChangeRequest, models.PROTECT, related_name="decision")
    approved = models.BooleanField(_("同意"))
    reason = models.CharField(_("意见"), max_length=500)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=said("reason"), name="decided_in_words")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.approved}"
