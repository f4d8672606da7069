"""The numbers that Word writes before paragraphs by itself: 一、 （一） 1. and the like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from luoshi.reading.sources.word.markup import W, find, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DIGITS = "零一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
DEEPEST_STYLE = 20
PLACE = re.compile(r"%([1-9])")


def chinese(count: int) -> str:
    """1 to 99 as 一 to 九十九; beyond that, digits."""
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    leading = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return leading + (DIGITS[ones] if ones else "")


def circled(count: int) -> str:
    """1 to 20 in a circle; beyond that, digits."""
    return CIRCLED[count - 1] if 0 < count <= len(CIRCLED) else str(count)


def full_width(count: int) -> str:
    """Digits as wide as Chinese characters."""
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))


NUMERALS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": full_width,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": chinese,
    "taiwaneseCountingThousand": chinese,
}
"""The number formats that are restored; paragraphs with another one, a bullet say, get no label."""


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered; `pattern` holds %1 to %9 for the counts of the levels."""

    start: int
    style: str
    pattern: str
    tight: bool


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted."""

    levels: dict[int, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[int, int] = field(default_factory=dict)
    restarts: dict[int, dict[int, int]] = field(default_factory=dict)
    styles: dict[str, Element] = field(default_factory=dict)
    counts: dict[int, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Any) -> Numbering:
        """The numbering of a python-docx document; one without lists labels nothing."""
        found = cls()
        found.styles = {
            style.get(W + "styleId", ""): style for style in document.styles.element.iter(W + "style")
        }
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                found._read(relation.target_part.element)
        return found

    def label(self, paragraph: Element) -> str:
        """The number Word shows before the paragraph, or an empty string; counts it in either case."""
        list_id, depth = self._place(find(paragraph, "pPr"))
        levels = self.levels.get(self.abstract.get(list_id or 0, -1), {})
        if list_id is None or depth not in levels:
            return ""
        counts = self._count(list_id, depth, levels)
        level = levels[depth]
        if level.style not in NUMERALS:
            return ""
        text = PLACE.sub(lambda place: _numeral(levels, counts, int(place[1]) - 1), level.pattern)
        return text if level.tight or not text or not text[-1].isascii() else text + " "

    def _place(self, properties: Element | None) -> tuple[int | None, int]:
        """The list and the depth that a paragraph has, itself or from its style and that style's bases."""
        list_id = depth = None
        for settings in self._settings(properties):
            list_id = number(settings, "numPr", "numId") if list_id is None else list_id
            depth = number(settings, "numPr", "ilvl") if depth is None else depth
        return list_id, depth or 0

    def _settings(self, properties: Element | None) -> Iterator[Element]:
        """The paragraph properties that hold, the nearest first: its own, its style's, its bases'."""
        if properties is None:
            return
        yield properties
        style = self.styles.get(value(properties, "pStyle") or "")
        for _ in range(DEEPEST_STYLE):
            if style is None:
                return
            inherited = find(style, "pPr")
            if inherited is not None:
                yield inherited
            style = self.styles.get(value(style, "basedOn") or "")

    def _count(self, list_id: int, depth: int, levels: dict[int, Level]) -> dict[int, int]:
        """Count one more at that depth and forget the deeper counts. Lists of one definition count on."""
        counts = self.counts.setdefault(self.abstract[list_id], {})
        for restarted, start in self.restarts.pop(list_id, {}).items():
            counts[restarted] = start - 1
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return counts

    def _read(self, root: Element) -> None:
        for definition in root.iter(W + "abstractNum"):
            self.levels[_id(definition, "abstractNumId")] = {
                _id(level, "ilvl"): _level(level) for level in definition.iter(W + "lvl")
            }
        for instance in root.iterchildren(W + "num"):
            list_id = _id(instance, "numId")
            self.abstract[list_id] = number(instance, "abstractNumId") or 0
            self.restarts[list_id] = {
                _id(override, "ilvl"): start
                for override in instance.iterchildren(W + "lvlOverride")
                if (start := number(override, "startOverride")) is not None
            }


def _id(element: Element, name: str) -> int:
    return int(element.get(W + name, "-1"))


def _level(level: Element) -> Level:
    start = number(level, "start")
    return Level(
        start=0 if start is None else start,
        style=value(level, "numFmt") or "decimal",
        pattern=value(level, "lvlText") or "",
        tight=value(level, "suff") == "nothing",
    )


def _numeral(levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
    level = levels.get(depth)
    if level is None:
        return ""
    return NUMERALS.get(level.style, str)(counts.get(depth, level.start))
