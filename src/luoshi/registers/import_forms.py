"""What people say of a table of records: the file, its coordinate system, which column is which."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.programmes import Register
from luoshi.registers.models import Import
from luoshi.registers.tables.columns import columns_of

SYSTEMS = [
    ("WGS-84", _("WGS-84（GPS、OpenStreetMap）")),
    ("GCJ-02", _("GCJ-02（高德、腾讯）")),
    ("BD-09", _("BD-09（百度）")),
    ("CGCS2000", _("CGCS2000（天地图、国土）")),
]


def system_field() -> forms.ChoiceField:
    """The coordinate system of a file."""
    return forms.ChoiceField(label=_("坐标系"), choices=SYSTEMS, initial="WGS-84")


class ImportForm(forms.Form):
    """A file of records, and in which coordinates it is."""

    file = forms.FileField(
        label=_("名册文件"), help_text=_(".xlsx、.csv、.geojson 或 .gpkg；涉密文件不得上传")
    )

    def __init__(self, data: Any = None, files: Any = None, *, register: Register, **said: Any) -> None:
        super().__init__(data, files, **said)
        if register.geometry != "none":
            self.fields["system"] = system_field()

    def clean(self) -> dict[str, Any]:
        """A register without places has no coordinates to be asked for."""
        return {"system": "WGS-84", **(super().clean() or {})}


class ColumnsForm(forms.Form):
    """Which column of a file is which of the register; none twice."""

    def __init__(self, data: Any = None, *, row: Import, register: Register, **said: Any) -> None:
        super().__init__(data, **said)
        self.titles: list[str] = row.sheet.get("titles", [])
        choices = [("", _("不用")), *((one.key, one.label) for one in columns_of(register))]
        for index, (title, key) in enumerate(zip(self.titles, row.keys, strict=False)):
            label = title or _("（没有名称的列）")
            self.fields[f"column{index}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=key
            )
        if register.geometry != "none":
            self.fields["system"] = system_field()
            self.fields["system"].initial = row.system

    def clean(self) -> dict[str, Any]:
        """The keys of the columns, and the coordinate system."""
        cleaned = super().clean() or {}
        keys = [cleaned.get(f"column{index}", "") for index in range(len(self.titles))]
        for index, key in enumerate(keys):
            if key and key in keys[:index]:
                self.add_error(f"column{index}", _("这一列已经有了，同一列不能用两次。"))
        return {"keys": keys, "system": cleaned.get("system", "WGS-84")}
