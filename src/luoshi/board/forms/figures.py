"""Figures, and what is done with them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.board.forms.common import day_input, key_field, number_field
from luoshi.board.forms.evidence import files_field

BASIS_OF_FIGURE = [("true", _("年初以来累计")), ("false", _("本月新增"))]


class SharedFigureForm(forms.Form):
    """A figure of a shared measure for a period."""

    day = forms.DateField(label=_("所属月末"), widget=day_input())
    value = number_field(label=_("数值"))
    cumulative = forms.TypedChoiceField(
        label=_("口径"), choices=BASIS_OF_FIGURE, coerce=lambda said: said == "true"
    )
    provisional = forms.BooleanField(label=_("初步数，以后会订正"), required=False)
    sentence = forms.CharField(label=_("说明"), max_length=500, required=False)


class FigureForm(SharedFigureForm):
    """A figure of a target for a period."""

    key = key_field()
    files = files_field()


class ReachedForm(forms.Form):
    """That a milestone was reached."""

    key = key_field()
    day = forms.DateField(label=_("完成日期"), widget=day_input())
    sentence = forms.CharField(label=_("说明"), max_length=500, required=False)
    files = files_field()


class ItemFigureForm(forms.Form):
    """How much of a work item is done."""

    key = key_field()
    day = forms.DateField(label=_("所属月末"), widget=day_input())
    value = number_field(label=_("累计完成"))
    sentence = forms.CharField(label=_("说明"), max_length=500, required=False)
    files = files_field()


class ReturnForm(forms.Form):
    """A step of a figure; why it goes back, if it does."""

    reason = forms.CharField(label=_("退回理由"), max_length=300)

    def __init__(self, *args: object, needs_reason: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].required = needs_reason
