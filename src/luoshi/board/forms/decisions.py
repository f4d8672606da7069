"""Sign-off, spot checks, requests for a change, work items."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.board.forms.common import day_input, key_field, number_field, reason_field
from luoshi.board.models import Draw, Part, Stage, Target
from luoshi.office.models import Department, Place


class CheckForm(forms.Form):
    """A step of a sign-off, and what it rests on."""

    stage = forms.TypedChoiceField(label=_("步骤"), coerce=Stage)
    words = forms.CharField(label=_("依据"), max_length=500)

    def __init__(self, *args: object, stages: list[Stage], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["stage"].choices = [(stage.value, stage.label) for stage in stages]  # type: ignore[attr-defined]


def part_choices(targets: list[Target], milestones: list) -> list[tuple[str, str]]:
    """The parts of a commitment for a list to choose from."""
    named = [(f"{Part.TARGET}-{row.key}", row.measure) for row in targets]
    return named + [(f"{Part.MILESTONE}-{row.key}", row.name) for row in milestones]


def part_and_key(said: str) -> tuple[str, int]:
    """The part and key that a choice stands for; nothing of both for the whole."""
    part, _dash, key = said.partition("-")
    return part, int(key or 0)


class PartForm(forms.Form):
    """A form about one part of a commitment; `whole` adds the commitment as a whole to the list."""

    about = forms.TypedChoiceField(label=_("哪一项"), coerce=part_and_key, empty_value=("", 0))
    whole = False

    def __init__(self, *args: object, parts: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["about"].required = not self.whole
        self.fields["about"].choices = [("", _("整项承诺"))] * self.whole + parts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Part and key in the place of the choice."""
        said = super().clean() or self.cleaned_data
        if "about" in said:
            said["part"], said["key"] = said.pop("about")
        return said


class ChangeForm(PartForm):
    """A request for another value or deadline."""

    value = number_field(label=_("调整后的目标"), required=False, help_text=_("不变就留空"))
    due = forms.DateField(label=_("调整后的期限"), widget=day_input())
    reason = forms.CharField(label=_("理由"), max_length=500)


class DecisionForm(forms.Form):
    """How a request is decided."""

    approved = forms.TypedChoiceField(
        label=_("决定"),
        choices=[("yes", _("同意")), ("no", _("不同意"))],
        coerce=lambda said: said == "yes",
    )
    reason = forms.CharField(label=_("意见"), max_length=500)


class FindingForm(PartForm):
    """What a spot check found."""

    whole = True
    true = forms.TypedChoiceField(
        label=_("结论"), choices=[("yes", _("属实")), ("no", _("不实"))], coerce=lambda said: said == "yes"
    )
    value = number_field(label=_("现场核到的数"), required=False, help_text=_("只在不实时填，没有就留空"))
    words = forms.CharField(label=_("查到了什么"), max_length=500)
    drawn = forms.ModelChoiceField(Draw.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["drawn"].queryset = place.draws.all()  # type: ignore[attr-defined]


class DrawForm(forms.Form):
    """A lot for a spot check."""

    seed = forms.CharField(
        label=_("种子"), max_length=64, help_text=_("抽之前公布的一串字，如当日的开奖号码")
    )
    size = forms.IntegerField(label=_("抽几项"), min_value=1, max_value=1000)


class ItemForm(forms.Form):
    """A part that a department carries."""

    key = key_field(required=False)
    text = forms.CharField(label=_("工作内容"), max_length=300)
    department = forms.ModelChoiceField(Department.objects.none(), label=_("承担单位"))
    street = forms.CharField(label=_("镇街"), max_length=60, required=False)
    target = forms.TypedChoiceField(label=_("属于哪个目标"), required=False, coerce=int, empty_value=None)
    value = number_field(label=_("数量"), required=False)
    due = forms.DateField(label=_("期限"), widget=day_input())

    def __init__(self, *args: object, place: Place, targets: list[Target], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["department"].queryset = place.departments.all()  # type: ignore[attr-defined]
        choices = [("", _("（不计数）")), *((row.key, row.measure) for row in targets)]
        self.fields["target"].choices = choices  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """Whether the lead agrees to a work item."""

    key = key_field()
    approved = forms.TypedChoiceField(
        label=_("决定"), choices=[("yes", _("同意")), ("no", _("取消"))], coerce=lambda said: said == "yes"
    )
    reason = reason_field()
