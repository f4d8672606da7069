"""A table as it was read, whatever file it came from: titles, and rows of text with their geometries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext as _

from luoshi.registers.queries.shapes import Geometry

Format = Literal["xlsx", "csv", "geojson", "gpkg"]
Note = tuple[int, int | None, str]
"""Something about a cell: the number of its row, the index of its column (None: the whole row), and words."""

MOST_ROWS = 100_000
MOST_COLUMNS = 100
HEADER_WITHIN = 20
"""The header stands in one of the first rows."""


@dataclass(slots=True)
class Line:
    """A row by the number that its file shows, its cells in the order of the titles, and where it is."""

    number: int
    cells: list[str]
    geometry: Geometry | None = None


@dataclass(slots=True)
class Sheet:
    """What a file holds. `bad` cells cannot be used, `doubtful` ones can.

    `code` is the EPSG code that the file itself gives for its geometries, if it gives one.
    """

    format: Format
    titles: list[str]
    lines: list[Line] = field(default_factory=list)
    bad: list[Note] = field(default_factory=list)
    doubtful: list[Note] = field(default_factory=list)
    code: int | None = None

    def at(self, number: int, index: int | None, words: str) -> str:
        """Words about a cell or a row, after where it stands in the file."""
        said: dict[str, Any] = {"number": number, "words": words}
        if index is None:
            return WHERE[self.format]() % said
        if self.format == "xlsx":
            return f"{letter(index)}{number} {self.titles[index]}：{words}"
        return WHERE[self.format]() % (said | {"words": f"{self.titles[index]}：{words}"})

    def kept(self) -> dict[str, Any]:
        """The sheet as plain values."""
        lines = [[line.number, line.cells, line.geometry] for line in self.lines]
        return {
            "format": self.format,
            "titles": self.titles,
            "lines": lines,
            "bad": self.bad,
            "doubtful": self.doubtful,
            "code": self.code,
        }

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Sheet:
        """The sheet that was kept."""
        return cls(**{**kept, "lines": [Line(*line) for line in kept["lines"]]})


WHERE = {
    "xlsx": lambda: _("第 %(number)s 行：%(words)s"),
    "csv": lambda: _("第 %(number)s 行：%(words)s"),
    "geojson": lambda: _("第 %(number)s 个要素：%(words)s"),
    "gpkg": lambda: _("第 %(number)s 个要素：%(words)s"),
}


def letter(index: int) -> str:
    """The letters by which a spreadsheet calls a column, from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
