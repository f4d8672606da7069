"""Fields that several forms have."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

FREQUENCIES = [("month", _("按月")), ("quarter", _("按季")), ("year", _("按年"))]


def day_input() -> forms.DateInput:
    """A calendar; browsers take a day in ISO 8601 only, whatever the language."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def lines_input(rows: int) -> forms.Textarea:
    """Room for some lines of text."""
    return forms.Textarea(attrs={"rows": rows})


def key_field(*, required: bool = True) -> forms.IntegerField:
    """Which target, milestone or work item a form is about."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=9999, required=required)


def number_field(**said: object) -> forms.DecimalField:
    """A figure."""
    return forms.DecimalField(max_digits=30, decimal_places=6, **said)


def reason_field(*, required: bool = False) -> forms.CharField:
    """Why something is as it is."""
    return forms.CharField(label=_("理由"), max_length=300, required=required)
