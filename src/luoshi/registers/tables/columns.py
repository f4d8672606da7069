"""The columns of a register's table, and which column of a file is which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luoshi.programmes import Register
from luoshi.registers.declared import title
from luoshi.registers.tables.sheet import HEADER_WITHIN

IN_BRACKETS = re.compile(r"\([^()]*\)$")
PLACES = {
    "lon": ("经度", "lon", "lng", "longitude", "x"),
    "lat": ("纬度", "lat", "latitude", "y"),
    "lonlat": ("坐标", "经纬度", "coordinates"),
}
"""By what titles the columns of coordinates are known."""
SEAL = frozenset({"审计链", "auditchain", "fid"})
"""Columns that exports add, and that say nothing of a record."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its key: `field.NAME`, `stage.NAME` (its day), `proof.NAME`, `lon`, `lat` or `lonlat`."""

    key: str
    label: str
    titles: tuple[str, ...]

    @property
    def kind(self) -> str:
        return self.key.partition(".")[0]

    @property
    def name(self) -> str:
        return self.key.partition(".")[2]


def columns_of(register: Register) -> list[Column]:
    """The columns that a register's table can have."""
    return [*field_columns(register), *stage_columns(register), *place_columns(register)]


def field_columns(register: Register) -> Iterator[Column]:
    for one in register.fields:
        yield Column(
            f"field.{one.name}", title(one), (one.title_zh, one.title_en, one.name, *one.renamed_from)
        )


def stage_columns(register: Register) -> Iterator[Column]:
    """Two for each stage: its day and its proof."""
    for one in register.stages:
        yield Column(f"stage.{one.name}", title(one), (one.title_zh, one.title_en, one.name))
        proofs = (f"{one.title_zh}证明", f"{one.title_en} proof", f"{one.name}_proof")
        yield Column(f"proof.{one.name}", proofs[1 if get_language() == "en" else 0], proofs)


def place_columns(register: Register) -> Iterator[Column]:
    if register.geometry == "point":
        labels = {"lon": _("经度"), "lat": _("纬度"), "lonlat": _("坐标（经度,纬度）")}
        for key, titles in PLACES.items():
            yield Column(key, labels[key], titles)


def bare(words: str) -> str:
    """A title without blanks, capitals and full-width forms, and without a mark that it must be filled."""
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold().strip("*")


def meant(register: Register, remembered: Mapping[str, str]) -> dict[str, str]:
    """By bare titles, the keys of the columns that they mean; what people said once comes last."""
    found: dict[str, str] = {}
    for one in columns_of(register):
        for words in one.titles:
            found.setdefault(bare(words), one.key)
    for one in columns_of(register):
        found.setdefault(one.key, one.key)
    keys = {one.key for one in columns_of(register)} | {""}
    for words, key in remembered.items():
        if key in keys:
            found.setdefault(words, key)
    return found


def told_by(words: str, known: Mapping[str, str]) -> str:
    """The key that a title means, also with its unit in brackets behind it; empty where it is unknown."""
    said = bare(words)
    return known.get(said) or known.get(IN_BRACKETS.sub("", said)) or ""


def matched(titles: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """The key of each title, empty where it is unknown or was there before."""
    found: list[str] = []
    for words in titles:
        key = told_by(words, known)
        found.append("" if key in found else key)
    return found


def unused(titles: Sequence[str], keys: Sequence[str]) -> list[str]:
    """The titles that nothing is taken from."""
    pairs = zip(titles, keys, strict=True)
    return [words for words, key in pairs if words and not key and bare(words) not in SEAL]


def header_of(rows: Sequence[Sequence[str]], known: Collection[str]) -> int | None:
    """Which of the first rows is the header: that with most known titles, else the first with two cells."""

    def score(row: Sequence[str]) -> int:
        said = [bare(cell) for cell in row if cell]
        return sum(one in known or IN_BRACKETS.sub("", one) in known for one in said)

    first = rows[:HEADER_WITHIN]
    best = max(range(len(first)), key=lambda index: (score(first[index]), -index), default=None)
    if best is not None and score(first[best]):
        return best
    return next((index for index, row in enumerate(first) if sum(map(bool, row)) > 1), None)
