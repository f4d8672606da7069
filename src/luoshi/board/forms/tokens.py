"""A token for a program."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.board.forms.common import day_input


class TokenForm(forms.Form):
    """What a token is for, and how long it is good."""

    name = forms.CharField(label=_("给哪个程序用"), max_length=60)
    until = forms.DateField(label=_("有效期至"), widget=day_input(), help_text=_("最长一年"))
