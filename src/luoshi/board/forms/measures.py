"""Shared measures."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.board.forms.common import FREQUENCIES
from luoshi.office.models import Department, Place


class MeasureForm(forms.Form):
    """A figure that one source gives for all."""

    name = forms.CharField(label=_("指标"), max_length=200)
    unit = forms.CharField(label=_("计量单位"), max_length=30, required=False)
    source = forms.ModelChoiceField(Department.objects.none(), label=_("数据来源单位"))
    frequency = forms.ChoiceField(label=_("报送频次"), choices=FREQUENCIES)
    lag = forms.IntegerField(label=_("数据滞后天数"), min_value=0, max_value=400, initial=0)

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["source"].queryset = place.departments.all()  # type: ignore[attr-defined]
