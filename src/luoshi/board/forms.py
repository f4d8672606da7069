"""What people type: checked before any action sees it."""

from __future__ import annotations

from django import forms

from luoshi.board.models import Stage, State
from luoshi.office.models import Department, Place


def day_input() -> forms.DateInput:
    """A calendar; browsers take a day in ISO 8601 only, whatever the language."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ReportForm(forms.Form):
    """A report to bring in."""

    file = forms.FileField(label="报告文件", help_text="docx、pdf、txt 或网页；涉密文件不得上传")
    year = forms.IntegerField(
        label="年份", min_value=2000, max_value=2100, required=False, help_text="可留空，由报告自己说明"
    )


class MissedForm(forms.Form):
    """A promise that the reader missed."""

    words = forms.CharField(
        label="报告里的原话",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="从报告里照抄，一字不改",
    )


class RevisionForm(forms.Form):
    """What the office makes of a promise."""

    state = forms.ChoiceField(
        label="决定", choices=[(s.value, s.label) for s in (State.CONFIRMED, State.REJECTED)]
    )
    title = forms.CharField(label="承诺", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    lead = forms.ModelChoiceField(
        Department.objects.none(), label="牵头单位", required=False, empty_label="（未定）"
    )
    reason = forms.CharField(label="理由", max_length=300, required=False)

    def __init__(self, *args: object, place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["lead"].queryset = place.departments.all()  # type: ignore[attr-defined]


class FigureForm(forms.Form):
    """A figure for a period."""

    key = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=9999)
    day = forms.DateField(label="所属月末", widget=day_input())
    value = forms.DecimalField(label="数值", max_digits=30, decimal_places=6)
    cumulative = forms.TypedChoiceField(
        label="口径",
        choices=[("true", "年初以来累计"), ("false", "本月新增")],
        coerce=lambda said: said == "true",
    )
    sentence = forms.CharField(label="说明", max_length=500, required=False)


class TargetForm(forms.Form):
    """A number of a commitment."""

    key = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=9999, required=False)
    measure = forms.CharField(label="指标", max_length=200)
    comparator = forms.ChoiceField(
        label="关系",
        choices=[
            (">=", "不低于"),
            (">", "超过"),
            ("=", "等于"),
            ("~", "左右"),
            ("<=", "不超过"),
            ("<", "低于"),
        ],
    )
    value = forms.DecimalField(
        label="目标", max_digits=30, decimal_places=6, help_text="写全，不带万、亿：15万平方米写 150000"
    )
    unit = forms.CharField(label="单位", max_length=30, required=False)
    basis = forms.ChoiceField(
        label="算什么",
        choices=[
            ("amount", "做成多少"),
            ("level", "到什么水平"),
            ("growth", "增长百分之几"),
            ("change", "变动多少"),
        ],
    )
    direction = forms.ChoiceField(label="方向", choices=[("up", "上升"), ("down", "下降")])
    baseline = forms.DecimalField(label="基数", max_digits=30, decimal_places=6, required=False)
    start = forms.DateField(label="开始", widget=day_input())
    due = forms.DateField(label="期限", widget=day_input())
    reason = forms.CharField(label="理由", max_length=300, required=False)


class MilestoneForm(forms.Form):
    """A dated step of a commitment."""

    name = forms.CharField(label="节点", max_length=120)
    due = forms.DateField(label="期限", widget=day_input())
    proof = forms.CharField(label="以什么为证", max_length=200, required=False)


class ReachedForm(forms.Form):
    """That a milestone was reached."""

    key = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=9999)
    day = forms.DateField(label="完成日期", widget=day_input())
    sentence = forms.CharField(label="说明", max_length=500, required=False)


class ReturnForm(forms.Form):
    """A step of a figure; why it goes back, if it does."""

    reason = forms.CharField(label="退回理由", max_length=300)

    def __init__(self, *args: object, needs_reason: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].required = needs_reason


class CheckForm(forms.Form):
    """A step of a sign-off, and what it rests on."""

    stage = forms.TypedChoiceField(label="步骤", coerce=Stage)
    words = forms.CharField(label="依据", max_length=500)

    def __init__(self, *args: object, stages: list[Stage], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["stage"].choices = [(stage.value, stage.label) for stage in stages]  # type: ignore[attr-defined]
