"""What rooms above the board add to the page of a commitment: each in a module of this name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest
from django.utils.module_loading import autodiscover_modules
from django.utils.safestring import SafeString

from luoshi.board.queries import Line

Panel = Callable[[HttpRequest, Line, date], SafeString]
"""Gives a section of the page of a commitment as of a day; nothing where it has nothing to say."""

PANELS: list[Panel] = []


def on_commitment_page(panel: Panel) -> Panel:
    """Have a section drawn on the page of each commitment."""
    PANELS.append(panel)
    return panel


def panels(request: HttpRequest, line: Line, as_of: date) -> list[SafeString]:
    """The sections of a commitment's page."""
    autodiscover_modules("panels")
    return [drawn for panel in PANELS if (drawn := panel(request, line, as_of))]
