"""Streets as arrays, and the reasons for which something of a file is not among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from luoshi.geography.model import Indices, Points

Reason = Literal[
    "not a street",
    "not a line",
    "unreadable",
    "cut off",
    "points missing",
    "out of range",
    "joined",
    "zero length",
    "repeated",
    "nothing left",
]

WORDS: dict[Reason, tuple[str, str]] = {
    "not a street": (
        "规划、在建、站台等不是道路的线",
        "ways that are no street: proposed, being built, platforms",
    ),
    "not a line": ("不是线的要素", "features that are no lines"),
    "unreadable": ("坐标无法识别的要素", "features whose coordinates cannot be read"),
    "cut off": ("被裁剪、只保留文件内部分的道路", "ways cut off at the edge, kept as far as they are there"),
    "points missing": ("文件中缺少的节点", "points that the file does not have"),
    "out of range": ("经纬度超出范围的节点", "points whose coordinates are no degrees"),
    "joined": ("位置相同、合并的节点", "points joined with another at the same place"),
    "zero length": ("长度为零的路段", "segments without length"),
    "repeated": ("重复的路段", "segments that are there twice"),
    "nothing left": ("没有任何路段的道路", "ways of which nothing is left"),
}
"""What each reason counts, in Chinese and in English."""


class Way(NamedTuple):
    """What a file says of a street."""

    name: str = ""
    kind: str = ""
    """OpenStreetMap's `highway`: primary, residential, footway …"""

    oneway: int = 0
    """1 along the way, -1 against it, 0 both; for vehicles, walkers go both ways."""

    on_foot: bool = True
    by_car: bool = True
    bridge: bool = False
    speed: float = np.nan
    """The speed limit in km/h, NaN where none is given."""


@dataclass(frozen=True, slots=True)
class Streets:
    """Streets of a place, in WGS-84.

    `edges` are rows of `nodes`, in the direction and the order of their way; `edge_way` are places in `ways`.
    Nodes of two ways are the same node where the file says so (OpenStreetMap) or where they lie at the same
    place to 1e-7 degree (GeoJSON). No edge has zero length, none is there twice, every node has an edge.
    """

    nodes: Points
    edges: Indices
    edge_way: Indices
    ways: tuple[Way, ...]
    left_out: dict[Reason, int]

    def of_ways(self, column: str) -> npt.NDArray[np.generic]:
        """One field of every edge's way: `streets.of_ways("on_foot")`."""
        return np.array([getattr(way, column) for way in self.ways])[self.edge_way]

    def lines(self) -> tuple[npt.NDArray[np.object_], Indices]:
        """The streets as lines, and of each its place in `ways`; a street that was cut off is several
        lines."""
        starts = self._starts()
        # Where a line ends, its last edge's end is written before the next line's first start.
        ends = np.append(starts[1:], len(self.edges))
        order = np.insert(self.edges[:, 0], ends, self.edges[ends - 1, 1])
        line = np.repeat(np.arange(len(starts)), ends - starts + 1)
        return shapely.linestrings(self.nodes[order], indices=line), self.edge_way[starts]

    def _starts(self) -> Indices:
        """The edges that do not go on from the edge before them."""
        begins = np.ones(len(self.edges), dtype=bool)
        begins[1:] = (self.edge_way[1:] != self.edge_way[:-1]) | (self.edges[1:, 0] != self.edges[:-1, 1])
        return np.flatnonzero(begins)
