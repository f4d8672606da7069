"""How a commitment is signed off (销号), and what spot checks found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.board.models.commitments import Commitment
from luoshi.board.models.common import Fact, said
from luoshi.board.models.figures import Part
from luoshi.office.models import Place


class Draw(Fact):
    """A spot check's lot: anyone can draw it again from the seed and the list.

    `pool` are the commitments' 编号 that could be drawn, `drawn` those that were.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="draws")
    seed = models.CharField(_("种子"), max_length=64)
    pool = models.JSONField()
    drawn = models.JSONField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.seed


class Stage(models.TextChoices):
    """How far a commitment has come on its way to being signed off, or what a spot check found."""

    APPLIED = "applied", _("申请销号")
    CHECKED = "checked", _("核查属实")
    REFUSED = "refused", _("核查不实")
    SIGNED = "signed", _("已销号")
    REOPENED = "reopened", _("重新打开")
    FOUND_TRUE = "found_true", _("抽查属实")
    FOUND_UNTRUE = "found_untrue", _("抽查不实")


class Check(Fact):
    """One step of a sign-off, or a finding of a spot check about one part of the commitment or all of it.

    Part and key are empty where it is about the commitment as a whole.
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="checks")
    stage = models.CharField(max_length=12, choices=Stage)
    words = models.CharField(_("说明"), max_length=500)
    draw = models.ForeignKey(Draw, models.PROTECT, null=True, related_name="findings")
    part = models.CharField(max_length=10, choices=Part, blank=True)
    key = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=said("words"), name="checked_in_words")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.commitment_id}"
