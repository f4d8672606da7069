"""The tree of divisions by their codes: county, street, community, grid cell.

Six digits are a county (GB/T 2260, province and city end in zeros), nine a street or township (GB/T 10114),
twelve a community or village as the statistical division codes have them; whatever is longer is a grid
cell, which each place numbers in its own way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Level = Literal["province", "city", "county", "street", "community", "cell"]

CODE = re.compile(r"^(?:[1-9]\d{5}|[1-9]\d{8}|[1-9]\d{11}[0-9A-Za-z-]*)$", re.ASCII)
STEPS = (2, 4, 6, 9, 12)
COMMUNITY = 12
PADDED = {"000000": 6, "000": 9}
"""How statistical lists of twelve digits write counties and streets: the zeros at the end, and the digits
that count."""


class Row(NamedTuple):
    """A line of a list of divisions."""

    code: str
    name: str
    above: str = ""
    """What it is part of, only where the code itself does not tell."""

    number: int = 0
    """Its number in the file; 0 for its place in the list, from 1."""


class Fault(NamedTuple):
    """What is wrong with a row, which is numbered from 1."""

    row: int
    code: str
    chinese: str
    english: str


@dataclass(frozen=True, slots=True)
class Division:
    """A division; `above` is the nearest in the list that it is part of, empty for a root; `number` its
    row."""

    code: str
    name: str
    level: Level
    above: str
    number: int


@dataclass(slots=True)
class Tree:
    """Divisions by code, in the order of codes, and what is wrong with the list."""

    divisions: dict[str, Division] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def path(self, code: str) -> list[str]:
        """The codes from the root to a division, which is the last. Raises KeyError for one that is not
        there."""
        found = [code]
        while above := self.divisions[found[-1]].above:
            found.append(above)
        return found[::-1]

    def ranks(self) -> list[list[str]]:
        """The codes of each level in order, the largest divisions first; cells by the length of their
        codes."""
        found: dict[int, list[str]] = defaultdict(list)
        for code in self.divisions:
            found[_depth(code)].append(code)
        return [found[depth] for depth in sorted(found)]

    def below(self, code: str) -> list[Division]:
        """The divisions directly below one, by code; the roots for an empty code."""
        return [one for one in self.divisions.values() if one.above == code]

    def totals(self, counts: Mapping[str, int]) -> dict[str, int]:
        """Counts of single divisions added up to all above them. Raises KeyError for a code that is not
        there."""
        total = dict.fromkeys(self.divisions, 0)
        for code, count in counts.items():
            for one in self.path(code):
                total[one] += count
        return total


def tidied(code: str) -> str:
    """A code without blanks and without the zeros that pad it to twelve digits: 370102000000 is 370102."""
    bare = re.sub(r"\s", "", code)
    if len(bare) == COMMUNITY and bare.isdecimal():
        for zeros, length in PADDED.items():
            if bare.endswith(zeros):
                return bare[:length]
    return bare


def level_of(code: str) -> Level:
    """What a tidied code stands for. Raises ValueError where its length or a character is wrong."""
    if not CODE.match(code):
        raise ValueError(f"{code} is no division code: 6, 9, 12 or more digits")
    if len(code) == 6:
        return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"
    return "street" if len(code) == 9 else "community" if len(code) == COMMUNITY else "cell"


def parents(code: str) -> list[str]:
    """The codes that a code is part of by its digits, the nearest first; of a cell also cells it may lie
    in."""
    cells = [code[:length] for length in range(len(code) - 1, COMMUNITY, -1)]
    above = [code[:length].ljust(6, "0") for length in reversed(STEPS) if length <= len(code)]
    return [one for one in dict.fromkeys(cells + above) if one != code]


def tree_of(rows: Iterable[Row]) -> Tree:
    """The tree of a list. Rows with a fault in their code, or with a code that was there before, are left
    out; a division whose own parent is missing hangs below the nearest above it, and that is said.
    """
    tree = Tree()
    known: dict[str, tuple[int, Row]] = {}
    for place, given in enumerate(rows, 1):
        number = given.number or place
        row = Row(tidied(given.code), given.name.strip(), tidied(given.above), number)
        if fault := _fault_of(number, row, known):
            tree.faults.append(fault)
        else:
            known[row.code] = (number, row)
    top = min((_depth(code) for code in known), default=0)
    for code in sorted(known):
        number, row = known[code]
        above, fault = _above(number, row, known, top)
        tree.divisions[code] = Division(code, row.name, level_of(code), above, number)
        if fault:
            tree.faults.append(fault)
    tree.faults.sort()
    return tree


def _fault_of(number: int, row: Row, known: Mapping[str, tuple[int, Row]]) -> Fault | None:
    if not CODE.match(row.code):
        return Fault(
            number,
            row.code,
            "不是区划代码：应为 6 位（县）、9 位（街道）、12 位（社区）或更长（网格）",
            "is no division code: 6 digits (county), 9 (street), 12 (community) or more (cell)",
        )
    if row.code in known:
        first = known[row.code][0]
        return Fault(number, row.code, f"与第 {first} 行代码重复", f"has the code of row {first}")
    if not row.name:
        return Fault(number, row.code, "没有名称", "has no name")
    return None


def _above(number: int, row: Row, known: Mapping[str, tuple[int, Row]], top: int) -> tuple[str, Fault | None]:
    """What a division is part of, and what is wrong with that."""
    if row.above:
        if row.above in known and _depth(row.above) < _depth(row.code):
            return row.above, None
        return "", Fault(
            number,
            row.code,
            f"上级 {row.above} 不在表中，或级别不高于本级",
            f"its parent {row.above} is not in the list, or not above it",
        )
    above = next((one for one in parents(row.code) if one in known), "")
    if _depth(row.code) == top or (above and above in _nearest(row.code)):
        return above, None
    lacking = _nearest(row.code)[-1]
    return above, Fault(
        number,
        row.code,
        f"上级 {lacking} 不在表中，请补上",
        f"its parent {lacking} is not in the list: add it",
    )


def _nearest(code: str) -> list[str]:
    """The parents of one level up; for a cell its community and any cell between."""
    above = parents(code)
    return [one for one in above if len(one) >= COMMUNITY] if len(code) > COMMUNITY else above[:1]


def _depth(code: str) -> int:
    levels: list[Level] = ["province", "city", "county", "street", "community"]
    level = level_of(code)
    return levels.index(level) if level != "cell" else len(code)
