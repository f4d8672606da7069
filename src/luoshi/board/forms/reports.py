"""Reports and what their reader missed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.board.forms.common import lines_input


class ReportForm(forms.Form):
    """A report to bring in."""

    file = forms.FileField(label=_("报告文件"), help_text=_("docx、pdf、txt 或网页；涉密文件不得上传"))
    year = forms.IntegerField(
        label=_("年份"),
        min_value=2000,
        max_value=2100,
        required=False,
        help_text=_("可留空，由报告自己说明"),
    )


class MissedForm(forms.Form):
    """A promise that the reader missed."""

    words = forms.CharField(
        label=_("报告里的原话"),
        max_length=500,
        widget=lines_input(2),
        help_text=_("从报告里照抄，一字不改"),
    )
