"""What people fill in about areas, and about what is to be deleted."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.board.forms.common import reason_field

SYSTEMS = [
    ("WGS-84", "WGS-84"),
    ("CGCS2000", "CGCS2000"),
    ("GCJ-02", _("GCJ-02（高德、腾讯）")),
    ("BD-09", _("BD-09（百度）")),
]


def column_field(label: str, usual: str = "") -> forms.CharField:
    """The name of a column, needed only where it is not a usual one."""
    return forms.CharField(label=label, max_length=60, required=False, help_text=usual)


class AreasForm(forms.Form):
    """A file of divisions, and how it is to be read."""

    file = forms.FileField(
        label=_("区划文件"), help_text=_("GeoJSON，每个要素一处，要有代码和名称；涉密文件不得上传")
    )
    system = forms.ChoiceField(label=_("坐标系"), choices=SYSTEMS)
    code = column_field(_("代码列"), _("不填就找 code、代码、XZQDM 等"))
    name = column_field(_("名称列"), _("不填就找 name、名称、XZQMC 等"))
    above = column_field(_("上级代码列"), _("代码看得出上级的不用填"))

    def how(self) -> dict[str, object]:
        """The coordinate system and the columns."""
        from luoshi.geography.divided import Columns

        said = self.cleaned_data
        return {"system": said["system"], "columns": Columns(said["code"], said["name"], said["above"])}


class DropForm(forms.Form):
    """That an area is no division any more."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=40)
    reason = reason_field(required=True)


class EraseForm(forms.Form):
    """Why what a record says of persons is deleted before its time."""

    reason = reason_field(required=True)
