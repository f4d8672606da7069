"""Files that prove something, and who may see what."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from luoshi.board.forms.common import day_input
from luoshi.board.models import Visibility

MOST = 20
"""Files in one upload."""


class ManyFiles(forms.ClearableFileInput):
    """A field in which several files can be chosen at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; what each of them is, is looked at when it is kept."""

    widget = ManyFiles

    def clean(self, data: object, initial: object = None) -> list[UploadedFile]:
        """All the files that were chosen."""
        chosen = data if isinstance(data, list | tuple) else [data]
        if len(chosen) > MOST:
            raise forms.ValidationError(_("一次最多 %(most)s 个文件。"), params={"most": MOST})
        found = [super(FilesField, self).clean(one, initial) for one in chosen or [None]]
        return [file for file in found if file is not None]

    def has_changed(self, _initial: object, data: object) -> bool:
        """Whether files were chosen."""
        return bool(data)


def files_field(*, required: bool = False) -> FilesField:
    """The files of a form. Empty ones are let through to be named when they are kept."""
    return FilesField(label=_("附件"), required=required, allow_empty_file=True)


class FilesForm(forms.Form):
    """Files for a figure or a commitment that is there already."""

    files = files_field(required=True)


class ReleaseForm(forms.Form):
    """Who may see a figure or a file."""

    visibility = forms.ChoiceField(label=_("谁能看"), choices=Visibility.choices)
    until = forms.DateField(label=_("公开日期"), required=False, widget=day_input())
