"""What an administrator types: checked before any action sees it."""

from __future__ import annotations

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from luoshi.office.models import Role


class PersonForm(forms.Form):
    """Somebody who may log in."""

    username = forms.CharField(label=_("登录名"), max_length=150, validators=[UnicodeUsernameValidator()])
    name = forms.CharField(label=_("显示的名字"), max_length=150, required=False)
    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    department = forms.CharField(
        label=_("单位"), max_length=60, required=False, help_text=_("单位负责人和填报人员要填")
    )


class AccessForm(forms.Form):
    """Whether somebody may log in."""

    allowed = forms.TypedChoiceField(
        choices=[("yes", _("启用")), ("no", _("停用"))], coerce=lambda said: said == "yes"
    )


class DepartmentForm(forms.Form):
    """A responsible unit."""

    name = forms.CharField(label=_("单位名称"), max_length=60)


class MarginForm(forms.Form):
    """How much more than expected is ahead, and from which day."""

    percent = forms.DecimalField(
        label=_("高出应有进度多少算超进度（百分点）"), max_digits=4, decimal_places=1
    )
    since = forms.DateField(
        label=_("从哪天起"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
