"""Figures of a month row by row, reminders, reopening a window."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.board.forms.common import day_input, number_field
from luoshi.board.forms.figures import BASIS_OF_FIGURE
from luoshi.office.models import Department


class RowForm(forms.Form):
    """One figure of a month; a row without a value is left out."""

    value = number_field(
        label=_("数值"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    cumulative = forms.TypedChoiceField(
        label=_("口径"),
        choices=BASIS_OF_FIGURE,
        coerce=lambda said: said == "true",
        initial="true",
        required=False,
        empty_value=True,
    )
    provisional = forms.BooleanField(label=_("初步数"), required=False)
    sentence = forms.CharField(label=_("说明"), max_length=500, required=False)

    @property
    def is_filled(self) -> bool:
        """Whether it has a value."""
        return self.cleaned_data["value"] is not None


class DepartmentChoice(forms.TypedChoiceField):
    """One of these departments."""

    def __init__(self, departments: Iterable[Department], **said: object) -> None:
        rows = {str(row.pk): row for row in departments}
        choices = [(key, row.name) for key, row in rows.items()]
        super().__init__(label=_("单位"), choices=choices, coerce=rows.__getitem__, **said)


class RemindForm(forms.Form):
    """Whom to remind; nobody named is all."""

    def __init__(self, *args: object, departments: Iterable[Department]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.fields["department"] = DepartmentChoice(departments, required=False, empty_value=None)


class ReopenForm(forms.Form):
    """For whom a window is opened again, until when, and why."""

    def __init__(self, departments: Iterable[Department], *args: object, **said: object) -> None:
        super().__init__(*args, **said)  # type: ignore[arg-type]
        self.fields["department"] = DepartmentChoice(departments)
        self.fields["until"] = forms.DateField(label=_("延长到"), widget=day_input())
        self.fields["reason"] = forms.CharField(label=_("理由"), max_length=300)
