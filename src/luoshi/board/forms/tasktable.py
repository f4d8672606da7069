"""A task table that comes back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class TaskTableForm(forms.Form):
    """An Excel file, the year of its new promises, and whether unknown departments are made."""

    file = forms.FileField(label=_("任务分解表"), help_text=_("改好的 .xlsx；涉密文件不得上传"))
    year = forms.IntegerField(
        label=_("新承诺的年份"), min_value=2000, max_value=2100, help_text=_("没有编号的行归这一年")
    )
    create = forms.BooleanField(
        label=_("新建单位"), required=False, help_text=_("表里的单位台账里没有，就建一个；不勾选就报错")
    )
