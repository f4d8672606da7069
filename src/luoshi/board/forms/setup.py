"""How a commitment is set up: what the office says of it, its targets and its steps."""

from __future__ import annotations

import re
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.board.forms.common import (
    FREQUENCIES,
    day_input,
    key_field,
    lines_input,
    number_field,
    reason_field,
)
from luoshi.board.models import State, Visibility
from luoshi.office.models import Department, Place, Role, User

COMPARATORS = [
    (">=", _("不低于")),
    (">", _("超过")),
    ("=", _("等于")),
    ("~", _("左右")),
    ("<=", _("不超过")),
    ("<", _("低于")),
]
BASES = [
    ("amount", _("做成多少")),
    ("level", _("到什么水平")),
    ("growth", _("增长百分之几")),
    ("change", _("变动多少")),
]


class RevisionForm(forms.Form):
    """What the office makes of a promise, and who answers for it."""

    state = forms.ChoiceField(
        label=_("决定"), choices=[(s.value, s.label) for s in (State.CONFIRMED, State.REJECTED)]
    )
    title = forms.CharField(label=_("承诺"), max_length=500, widget=lines_input(2))
    lead = forms.ModelChoiceField(
        Department.objects.none(), label=_("牵头单位"), required=False, empty_label=_("（未定）")
    )
    supporting = forms.MultipleChoiceField(
        label=_("配合单位"), required=False, widget=forms.CheckboxSelectMultiple
    )
    leader = forms.ModelChoiceField(
        User.objects.none(), label=_("分管领导"), required=False, empty_label=_("（未定）")
    )
    contact = forms.CharField(label=_("责任人"), max_length=60, required=False)
    criterion = forms.CharField(label=_("算完成的标准"), max_length=200, required=False)
    proof = forms.CharField(label=_("以什么为证"), max_length=200, required=False)
    ongoing = forms.BooleanField(label=_("常年工作，年底前不算完成"), required=False)
    untracked = forms.BooleanField(label=_("公开标明不跟踪"), required=False)
    visibility = forms.ChoiceField(label=_("公开"), choices=Visibility.choices)
    until = forms.DateField(label=_("公开日期"), required=False, widget=day_input())
    reason = reason_field()

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        departments = [*place.departments.all()]
        self.fields["lead"].queryset = place.departments.all()  # type: ignore[attr-defined]
        self.fields["lead"].choices = [("", _("（未定）")), *((row.pk, row.name) for row in departments)]  # type: ignore[attr-defined]
        self.fields["supporting"].choices = [(row.name, row.name) for row in departments]  # type: ignore[attr-defined]
        self.fields["leader"].queryset = place.people.filter(role=Role.LEADER)  # type: ignore[attr-defined]


class TargetForm(forms.Form):
    """A number of a commitment."""

    key = key_field(required=False)
    measure = forms.CharField(label=_("指标"), max_length=200)
    comparator = forms.ChoiceField(label=_("关系"), choices=COMPARATORS)
    value = number_field(label=_("目标"), help_text=_("写全，不带万、亿：15万平方米写 150000"))
    unit = forms.CharField(label=_("计量单位"), max_length=30, required=False)
    basis = forms.ChoiceField(label=_("算什么"), choices=BASES)
    direction = forms.ChoiceField(label=_("方向"), choices=[("up", _("上升")), ("down", _("下降"))])
    baseline = number_field(label=_("基数"), required=False)
    start = forms.DateField(label=_("开始"), widget=day_input())
    due = forms.DateField(label=_("期限"), widget=day_input())
    path = forms.CharField(
        label=_("进度节点"),
        max_length=1000,
        required=False,
        widget=lines_input(3),
        help_text=_(
            "一行一个，日期和累计数，如 2025-06-30:5；留空按月推算。跨年的目标，写上今年年底应到多少。"
        ),
    )
    frequency = forms.ChoiceField(label=_("报送频次"), choices=FREQUENCIES)
    lag = forms.IntegerField(label=_("数据滞后天数"), min_value=0, max_value=400)
    shared = forms.ModelChoiceField(
        None, label=_("由别的单位统一提供"), required=False, empty_label=_("（牵头单位自己报）")
    )
    reason = reason_field()

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["shared"].queryset = place.measures.all()  # type: ignore[attr-defined]

    def clean_path(self) -> list[tuple[str, str]]:
        """Lines of a day and a number, as pairs."""
        nodes = []
        for line in filter(None, re.split(r"[\s;；]+", self.cleaned_data["path"])):
            day, _colon, value = line.replace("：", ":").partition(":")
            try:
                date.fromisoformat(day)
            except ValueError as error:
                raise forms.ValidationError(
                    _("“%(line)s”不对，应如 2025-06-30:5"), params={"line": line[:40]}
                ) from error
            nodes.append((day, value))
        return nodes


class MilestoneForm(forms.Form):
    """A dated step of a commitment."""

    key = key_field(required=False)
    name = forms.CharField(label=_("节点"), max_length=120)
    due = forms.DateField(label=_("期限"), widget=day_input())
    proof = forms.CharField(label=_("以什么为证"), max_length=200, required=False)
    reason = reason_field()


class DropForm(forms.Form):
    """A step that is no longer asked for."""

    key = key_field()
    reason = reason_field(required=True)
