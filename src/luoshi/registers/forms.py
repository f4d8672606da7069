"""What people fill in about records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.board.forms.common import day_input, key_field, reason_field
from luoshi.board.models import Commitment, Source
from luoshi.board.queries.briefs import Brief
from luoshi.office import clock
from luoshi.office.actions import Refused
from luoshi.office.models import Place
from luoshi.programmes import Programme, Register, RegisterField, Stage
from luoshi.programmes.counting import Value
from luoshi.registers.actions import Said
from luoshi.registers.declared import title
from luoshi.registers.queries.shapes import Geometry
from luoshi.registers.values import LONGEST, parsed, shown


class RecordForm(forms.Form):
    """The fields of a register; where it is, as longitude and latitude in WGS-84; why it is changed."""

    def __init__(
        self, data: Any = None, *, register: Register, kept: Mapping[str, Value] | None = None, **said: Any
    ) -> None:
        super().__init__(data, **said)
        self.register = register
        for field in register.fields:
            self.fields[field.name] = input_of(field)
            if kept is not None:
                self.initial[field.name] = initial_of(field, kept)
        if kept is not None:
            self.fields[register.key].widget.attrs["readonly"] = True
        if register.geometry == "point":
            self.fields["lon"] = forms.FloatField(
                label=_("经度（WGS-84）"), required=False, min_value=-180, max_value=180
            )
            self.fields["lat"] = forms.FloatField(
                label=_("纬度（WGS-84）"), required=False, min_value=-90, max_value=90
            )
        if kept is not None:
            self.fields["reason"] = forms.CharField(label=_("改动的理由"), max_length=300)

    def clean(self) -> dict[str, Any]:
        """Each field as the register keeps it."""
        cleaned = super().clean() or {}
        values: dict[str, Value] = {}
        for field in self.register.fields:
            try:
                value = parsed(field, str(cleaned.get(field.name) or ""))
            except Refused as refusal:
                self.add_error(field.name, str(refusal))
                continue
            if value is not None:
                values[field.name] = value
        if (cleaned.get("lon") is None) != (cleaned.get("lat") is None):
            self.add_error("lon", _("经度和纬度要一起填，或都不填。"))
        return {"values": values, **{name: cleaned.get(name) for name in ("lon", "lat", "reason")}}

    def said(self, geometry: Geometry | None = None) -> Said:
        """What the form says of a record; a geometry that no point replaces stays."""
        cleaned = self.cleaned_data
        if cleaned["lon"] is not None:
            geometry = {"type": "Point", "coordinates": [cleaned["lon"], cleaned["lat"]]}
        elif self.register.geometry == "point":
            geometry = None
        return Said(cleaned["values"], geometry, reason=cleaned["reason"] or "")


def input_of(field: RegisterField) -> forms.Field:
    """The input of a field."""
    label = f"{title(field)}（{field.unit}）" if field.unit else title(field)
    said = {"label": label, "required": field.required}
    if field.type == "choice":
        return forms.ChoiceField(choices=[("", "—"), *((one, one) for one in field.choices)], **said)
    if field.type == "yesno":
        return forms.ChoiceField(choices=[("", "—"), ("是", _("是")), ("否", _("否"))], **said)
    if field.type == "date":
        return forms.CharField(widget=day_input(), **said)
    return forms.CharField(max_length=LONGEST, **said)


def initial_of(field: RegisterField, kept: Mapping[str, Value]) -> str:
    """A value as its input shows it."""
    value = kept.get(field.name)
    return ("是" if value else "否") if isinstance(value, bool) else shown(value)


class StageForm(forms.Form):
    """That a stage was reached."""

    stage = forms.ChoiceField(label=_("阶段"))
    day = forms.DateField(label=_("达到日期"), widget=day_input())
    proof = forms.CharField(label=_("证明（证号、文号）"), max_length=200, required=False)
    file = forms.FileField(label=_("证明文件"), required=False, help_text=_("涉密的材料不得上传。"))

    def __init__(self, data: Any = None, files: Any = None, *, register: Register, **said: Any) -> None:
        super().__init__(data, files, **said)
        self.fields["stage"].choices = [(one.name, proved(one)) for one in register.stages]
        self.fields["day"].initial = clock.today()


def proved(stage: Stage) -> str:
    """A stage with what proves it."""
    return f"{title(stage)}（{stage.proof}）" if stage.proof else title(stage)


class TakeBackForm(forms.Form):
    """That a stage was not reached after all."""

    stage = forms.CharField(max_length=40)
    reason = reason_field(required=True)


class PlaceForm(forms.Form):
    """Where a record is, as longitude and latitude in WGS-84."""

    lon = forms.FloatField(label=_("经度（WGS-84）"), min_value=-180, max_value=180)
    lat = forms.FloatField(label=_("纬度（WGS-84）"), min_value=-90, max_value=90)
    reason = reason_field(required=False)


class StrikeForm(forms.Form):
    """That a record does not belong to the register."""

    reason = reason_field(required=True)


class CountForm(forms.Form):
    """Which measure counts a target."""

    key = key_field()
    counted_by = forms.ChoiceField(label=_("名册指标"))
    reason = reason_field(required=True)

    def __init__(self, data: Any = None, *, measures: Sequence[tuple[str, str]], **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["counted_by"].choices = [*measures]


class GovernForm(forms.Form):
    """Whose figures count from a day on."""

    key = key_field()
    source = forms.TypedChoiceField(label=_("以何者为准"), choices=Source.choices, coerce=Source)
    since = forms.DateField(label=_("从哪天起"), widget=day_input())
    reason = reason_field(required=True)


class MilestonesForm(forms.Form):
    """The steps of a programme, each with a day or without, for one of the promises that speak of it."""

    commitment = forms.ModelChoiceField(Commitment.objects.none(), label=_("承诺"))

    def __init__(
        self, data: Any = None, *, place: Place, programme: Programme, promises: Sequence[Brief], **said: Any
    ) -> None:
        super().__init__(data, **said)
        self.fields["commitment"].queryset = place.commitments.filter(pk__in=[one.pk for one in promises])
        for number, step in enumerate(programme.milestones):
            proof = step.proof
            field = forms.DateField(label=title(step), widget=day_input(), required=False, help_text=proof)
            self.fields[f"step_{number}"] = field

    def clean(self) -> dict[str, Any]:
        """The promise, and the days by the numbers of the steps."""
        cleaned = super().clean() or {}
        said = {name: day for name, day in cleaned.items() if name.startswith("step_") and day}
        days = {int(name.removeprefix("step_")): day for name, day in said.items()}
        return {"commitment": cleaned.get("commitment"), "days": days}
