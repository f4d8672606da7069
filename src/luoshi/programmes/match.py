"""Which programme a promise speaks of, and which measure counts its number: proposals for the officer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from luoshi.programmes.model import Measure, Programme, Series
from luoshi.programmes.units import factor

MARKS = re.compile(r"[\s“”\"‘’'《》（）()、，,。·—-]+")
LEAST = 0.5
"""A measure whose name shares less than this with what is promised is not proposed."""


def programmes_of(words: str, among: Iterable[Programme]) -> list[Programme]:
    """The programmes whose aliases stand in the words of a promise; the longest alias first."""
    text = bare(words)
    found = {}
    for programme in among:
        lengths = [len(bare(alias)) for alias in programme.about.aliases if bare(alias) in text]
        if lengths:
            found[programme.name] = (-max(lengths), programme.name, programme)
    return [programme for _length, _name, programme in sorted(found.values(), key=lambda one: one[:2])]


def measure_of(programme: Programme, measured: str, unit: str) -> Measure | Series | None:
    """The measure or series of a programme whose name is nearest and whose unit can be had, if any."""
    every: list[Measure | Series] = [*programme.measures, *programme.series]
    fitting = [one for one in every if factor(one.unit, unit) is not None]
    scored = [(likeness(measured, one), -at, one) for at, one in enumerate(fitting)]
    best = max(scored, default=None, key=lambda one: one[:2])
    return best[2] if best and best[0] >= LEAST else None


def likeness(measured: str, one: Measure | Series) -> float:
    """How much of a measure's name, or another name of it, stands in what is promised: 0 to 1."""
    return max(shared(bare(name), bare(measured)) for name in (one.name, *one.aliases))


def shared(name: str, words: str) -> float:
    """The part of the shorter of two texts that stands in both in one piece."""
    if not name or not words:
        return 0.0
    longest = SequenceMatcher(None, name, words, autojunk=False).find_longest_match()
    return longest.size / min(len(name), len(words))


def bare(words: str) -> str:
    """A text without spaces and marks: “2+4”产业 and 2+4产业 are the same."""
    return MARKS.sub("", words)
