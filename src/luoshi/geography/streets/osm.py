"""Streets from OpenStreetMap: ways first, then the points they name, so that the order of the file means
nothing."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import numpy as np

from luoshi.geography.files import Format, refusing
from luoshi.geography.model import Indices, Points
from luoshi.geography.streets.assembly import MISSING, assembled
from luoshi.geography.streets.model import Reason, Streets, Way
from luoshi.geography.streets.tags import way_of_tags

STEP = 1e-7
"""OpenStreetMap's coordinates are whole numbers of this many degrees."""

DIGITS = 7


def read(path: Path, kind: Format, name: str) -> Streets:
    """The streets of an OpenStreetMap file. Raises UnreadableMap where it is damaged."""
    left_out: Counter[Reason] = Counter()
    with refusing(name):
        ways, lengths, named = _ways(path, kind, left_out)
        known, points = _points(path, kind, set(named.tolist()))
    return assembled(ways, lengths, _rows(named, known), points, left_out)


def _ways(path: Path, kind: Format, left_out: Counter[Reason]) -> tuple[list[Way], list[int], Indices]:
    """The ways that are streets, how many points each has, and the numbers of these points one after the
    other."""
    import osmium

    ways: list[Way] = []
    lengths: list[int] = []
    named = array("q")
    met: set[int] = set()
    tagged = osmium.FileProcessor(osmium.io.File(str(path), kind), osmium.osm.WAY)
    tagged.with_filter(osmium.filter.KeyFilter("highway"))
    for entity in cast("Iterable[osmium.osm.Way]", tagged):
        way = way_of_tags(dict(entity.tags))
        if way is None:
            left_out["not a street"] += 1
        elif entity.id in met:
            left_out["repeated"] += max(len(entity.nodes) - 1, 0)
        else:
            met.add(entity.id)
            ways.append(way)
            lengths.append(len(entity.nodes))
            named.extend(node.ref for node in entity.nodes)
    return ways, lengths, np.array(named, dtype=np.int64)


def _points(path: Path, kind: Format, wanted: set[int]) -> tuple[Indices, Points]:
    """The numbers of the wanted points that are there, ascending, and where they lie."""
    import osmium

    numbers, places = array("q"), array("q")
    all_nodes = osmium.FileProcessor(osmium.io.File(str(path), kind), osmium.osm.NODE)
    for node in cast("Iterable[osmium.osm.Node]", all_nodes):
        if node.id in wanted:
            numbers.append(node.id)
            places.extend((node.location.x, node.location.y))
    known, first = np.unique(np.array(numbers, dtype=np.int64), return_index=True)
    whole = np.array(places, dtype=np.float64).reshape(-1, 2)[first]
    return known, np.round(whole * STEP, DIGITS)


def _rows(named: Indices, known: Indices) -> Indices:
    """Where each number stands among the known ones, MISSING for one that does not."""
    if not len(known):
        return np.full(len(named), MISSING)
    rows = np.minimum(np.searchsorted(known, named), len(known) - 1)
    return np.where(known[rows] == named, rows, MISSING)
