"""Which programme a promise speaks of, and which measure counts its number: proposals for the officer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from luoshi.programmes.model import Basis, Measure, Programme, Series
from luoshi.programmes.units import factor

MARKS = re.compile(r"[\s“”\"‘’'《》（）()、，,。·—-]+")
LEAST = 0.6
"""A measure whose name shares less than this with what is promised is not proposed."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A number that was promised: its clause, the sentence around, what is measured, in what."""

    clause: str
    sentence: str
    measured: str
    unit: str
    basis: Basis


Proposal = tuple[Programme, Measure | Series | None]


def proposed(promise: Promise, among: Iterable[Programme]) -> Proposal | None:
    """The programme, and if there is one the measure, by which a promise is to be counted.

    The words of the clause come before those of its sentence, a programme with a measure before one without;
    the sentence alone speaks of too much for a programme without.
    """
    every = [*among]
    nearest = programmes_of(promise.clause, every)
    for one in (*nearest, *programmes_of(promise.sentence, every)):
        if measure := measure_of(one, promise.measured, promise.unit, promise.basis):
            return one, measure
    return (nearest[0], None) if nearest else None


def programmes_of(words: str, among: Iterable[Programme]) -> list[Programme]:
    """The programmes whose aliases stand in the words of a promise; the longest alias first."""
    text = bare(words)
    found = {}
    for programme in among:
        lengths = [len(bare(alias)) for alias in programme.about.aliases if bare(alias) in text]
        if lengths:
            found[programme.name] = (-max(lengths), programme.name, programme)
    return [programme for _length, _name, programme in sorted(found.values(), key=lambda one: one[:2])]


def measure_of(
    programme: Programme, measured: str, unit: str, basis: Basis | None = None
) -> Measure | Series | None:
    """The measure or series of a programme whose name is nearest and whose unit can be had, if any.

    Of those as near, the one with the basis of the promise: firms that were added are not all firms.
    """
    every: list[Measure | Series] = [*programme.measures, *programme.series]
    fitting = [one for one in every if factor(one.unit, unit) is not None]
    scored = []
    for at, one in enumerate(fitting):
        near, close = likeness(measured, one)
        scored.append((near, one.basis == basis, close, -at, one))
    best = max(scored, default=None, key=lambda one: one[:4])
    return best[4] if best and best[0] >= LEAST else None


def likeness(measured: str, one: Measure | Series) -> tuple[float, float]:
    """How much of a measure's name, or another name of it, stands in what is promised, and the reverse."""
    return max(shared(bare(name), bare(measured)) for name in (one.name, *one.aliases))


def shared(name: str, words: str) -> tuple[float, float]:
    """The part of the shorter of two texts, and of the longer, that stands in both in one piece."""
    if not name or not words:
        return 0.0, 0.0
    size = SequenceMatcher(None, name, words, autojunk=False).find_longest_match().size
    return size / min(len(name), len(words)), size / max(len(name), len(words))


def bare(words: str) -> str:
    """A text without spaces and marks, in half-width letters: “2＋4”产业 and 2+4产业 are the same."""
    return MARKS.sub("", unicodedata.normalize("NFKC", words).casefold())
