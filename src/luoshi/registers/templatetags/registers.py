"""How records are written on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django import template

from luoshi.programmes import Check, Milestone, Programme, Register, RegisterField, Stage
from luoshi.registers.declared import measure_title, title
from luoshi.registers.values import shown as shown_value
from luoshi.registers.words import level_words

if TYPE_CHECKING:
    from luoshi.geography.divisions import Division
    from luoshi.registers.queries.areas import Areas

register = template.Library()


@register.filter
def titled(part: Programme | Register | RegisterField | Stage | Milestone | Check) -> str:
    """The title of a part of a programme in the language of the page."""
    return title(part)


@register.filter
def value(held: Mapping[str, str | bool], field: RegisterField) -> str:
    """What a record says in a field."""
    return shown_value(held.get(field.name))


@register.filter
def shown(one: str | bool | None) -> str:
    """A value as tables write it."""
    return shown_value(one)


@register.filter
def field_title(own: Register, name: str) -> str:
    """The title of a field by its name."""
    field = own.field_named(name)
    return title(field) if field else name


@register.filter
def stage_title(own: Register, name: str) -> str:
    """The title of a stage by its name."""
    stage = own.stage_named(name)
    return title(stage) if stage else name


register.filter(measure_title)


@register.filter
def offered(areas: Areas, chosen: str) -> list[tuple[str, str]]:
    """The codes to choose from, down to communities, and the one that is chosen; each name by its depth."""
    rows = [(one, areas.path(one.code)) for one in areas.tree.divisions.values()]
    return [
        (one.code, "　" * (len(path) - 1) + one.name)
        for one, path in rows
        if one.level != "cell" or one.code == chosen
    ]


@register.filter
def level(area: Division) -> str:
    """The level of a division."""
    return level_words(area.level)
