"""A place divided: the areas of a GeoJSON file with their codes, as a tree, and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from luoshi.geography.areas import NOWHERE, beyond, locate, overlaps
from luoshi.geography.coordinates import System
from luoshi.geography.divisions import Fault, Row, Tree, tidied, tree_of
from luoshi.geography.files import format_of, opened
from luoshi.geography.geojson import AREAS, CODED, NAMED, Feature, features, text_of
from luoshi.geography.model import as_points, refused
from luoshi.geography.validity import faults, wound

MUCH = 0.05
"""A part of which more than this lies outside what it is part of is doubted."""


class Columns(NamedTuple):
    """Which columns hold code, name, and what a division is part of; empty where the usual names are looked
    for."""

    code: str = ""
    name: str = ""
    above: str = ""


USUAL = Columns()


@dataclass(frozen=True, slots=True)
class Divided:
    """Divisions with their areas in WGS-84.

    `faults` are features that were left out, `doubts` such as are there: parents missing, overlaps, parts
    beyond their whole. Both are numbered by feature.
    """

    tree: Tree
    shapes: dict[str, BaseGeometry]
    faults: list[Fault]
    doubts: list[Fault]

    def locate(self, points: npt.ArrayLike) -> list[str]:
        """Of each point the code of the smallest division that it lies in, empty outside all.

        On a border the lower code. A point in a gap between cells still has its street.
        """
        given = as_points(points)
        found = np.full(len(given), "", dtype=object)
        left = np.arange(len(given))
        for codes in reversed(self.tree.ranks()):
            area = locate(given[left], [self.shapes[code] for code in codes]).area
            inside = area != NOWHERE
            found[left[inside]] = np.array(codes, dtype=object)[area[inside]]
            left = left[~inside]
        return [str(code) for code in found]


def read(
    path: str | Path, *, columns: Columns = USUAL, name: str | None = None, system: System = "WGS-84"
) -> Divided:
    """The divisions in a GeoJSON file; `name` is what the file is called in errors.

    A feature without an area, with a code that is none, or that crosses itself is left out and named.
    Raises UnreadableMap where the file cannot be read or nothing is left.
    """
    path = Path(path)
    name = name or path.name
    if format_of(path, name) != "geojson":
        raise refused(
            name, "不是 GeoJSON，区划请用 GeoJSON 导入", "is no GeoJSON: divisions are read from GeoJSON"
        )
    return _checked(features(opened(path, name), name, system), columns, name)


def _checked(given: list[Feature], columns: Columns, name: str) -> Divided:
    rows = [_row(feature, columns) for feature in given]
    broken = [fault for feature, row in zip(given, rows, strict=True) if (fault := _fault_of(feature, row))]
    left_out = {fault.row for fault in broken}
    tree = tree_of([row for row in rows if row.number not in left_out])
    kept = {code: one.number for code, one in tree.divisions.items()}
    problems = sorted(broken + [fault for fault in tree.faults if kept.get(fault.code) != fault.row])
    if not kept:
        first = problems[0] if problems else Fault(1, "", "没有要素", "no feature")
        raise refused(
            name,
            f"中没有可用的区划（第 {first.row} 个要素：{first.chinese}）",
            f"has no divisions (feature {first.row}: {first.english})",
        )
    shapes = {code: wound(one) for code, at in kept.items() if (one := given[at - 1].geometry) is not None}
    doubts = [fault for fault in tree.faults if kept.get(fault.code) == fault.row]
    doubts += _strays(tree, shapes, kept) + _overlapping(tree, shapes, kept)
    return Divided(tree, shapes, problems, sorted(doubts))


def _row(feature: Feature, columns: Columns) -> Row:
    code = text_of(feature.columns, *((columns.code,) if columns.code else CODED))
    name = text_of(feature.columns, *((columns.name,) if columns.name else NAMED))
    above = text_of(feature.columns, columns.above)
    return Row(tidied(code), name, above, feature.number)


def _fault_of(feature: Feature, row: Row) -> Fault | None:
    """What is wrong with a feature's shape."""
    if feature.geometry is None:
        chinese, _, english = feature.problem.partition(" ")
        return Fault(feature.number, row.code, chinese, english)
    if feature.geometry.geom_type not in AREAS:
        return Fault(feature.number, row.code, "不是面", "is no area")
    for fault in faults(feature.geometry):
        return Fault(feature.number, row.code, fault.chinese, fault.english)
    return None


def _strays(tree: Tree, shapes: dict[str, BaseGeometry], number: dict[str, int]) -> list[Fault]:
    """The divisions of which much lies outside what they are part of."""
    parts = [code for code, one in tree.divisions.items() if one.above]
    wholes = [tree.divisions[code].above for code in parts]
    shares = beyond([shapes[code] for code in parts], [shapes[code] for code in wholes])
    return [
        Fault(
            number[code],
            code,
            f"有 {share:.0%} 的面积在上级 {whole} 之外",
            f"lies by {share:.0%} outside {whole}, which it is part of",
        )
        for code, whole, share in zip(parts, wholes, shares.tolist(), strict=True)
        if share > MUCH
    ]


def _overlapping(tree: Tree, shapes: dict[str, BaseGeometry], number: dict[str, int]) -> list[Fault]:
    """The divisions that share ground with another of their depth."""
    return [
        Fault(
            number[codes[one.second]],
            codes[one.second],
            f"与 {codes[one.first]} 重叠 {one.square_metres:,.0f} 平方米，位于 {one.lon:.6f}, {one.lat:.6f}",
            f"overlaps {codes[one.first]} by {one.square_metres:,.0f} m² at {one.lon:.6f}, {one.lat:.6f}",
        )
        for codes in tree.ranks()
        for one in overlaps([shapes[code] for code in codes])
    ]
