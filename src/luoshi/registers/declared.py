"""The programmes that hold here: those that Luoshi brings, and the place's own in its data folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language

from luoshi.programmes import Fault, Programme, Register, programmes
from luoshi.programmes.load import folders
from luoshi.programmes.model import Check, Measure, Milestone, RegisterField, Series, Stage


def declared() -> dict[str, Programme]:
    """All programmes, by name; read anew when a file of the data folder has changed."""
    return current()[0]


def faults() -> list[Fault]:
    """What is wrong with own programmes that cannot be used."""
    return current()[1]


def current() -> tuple[dict[str, Programme], list[Fault]]:
    own = Path(settings.DATA) / "programmes"
    files = tuple((str(folder), newest(folder)) for folder in folders(own))
    return read(own, files)


def newest(folder: Path) -> int:
    """When the programme of a folder was last written."""
    return max(file.stat().st_mtime_ns for file in folder.iterdir())


@lru_cache(maxsize=4)
def read(own: Path, files: tuple[tuple[str, int], ...]) -> tuple[dict[str, Programme], list[Fault]]:
    """The programmes, for files as they are now."""
    return programmes(own)


def register_at(programme: str, register: str) -> tuple[Programme, Register]:
    """The register of an address; raises Http404."""
    found = declared().get(programme)
    own = found.register_named(register) if found else None
    if found is None or own is None:
        raise Http404("register")
    return found, own


def measure_at(name: str) -> tuple[Programme, Measure, Register] | None:
    """The measure that `programme/measure` names, with its register; None where it is declared no more."""
    programme, _slash, measure = name.partition("/")
    found = declared().get(programme)
    own = found.measure_named(measure) if found else None
    register = found.register_named(own.register_name) if found and own else None
    return (found, own, register) if found and own and register else None


def title(one: Programme | Register | RegisterField | Stage | Milestone | Check) -> str:
    """The title of a part in the language of the page."""
    part = one.about if isinstance(one, Programme) else one
    return part.title_en if get_language() == "en" else part.title_zh


def measure_title(one: Measure | Series) -> str:
    """The name of a measure in the language of the page."""
    return one.title_en if get_language() == "en" and one.title_en else one.name
