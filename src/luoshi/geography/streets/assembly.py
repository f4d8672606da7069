"""Ways and points to streets: what is cut off, without length or there twice is counted, not kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from luoshi.geography.coordinates import in_range
from luoshi.geography.model import Flags, Indices, Points
from luoshi.geography.streets.model import Reason, Streets, Way

MISSING = -1


def assembled(
    ways: Sequence[Way], lengths: Sequence[int], path: Indices, points: Points, left_out: Counter[Reason]
) -> Streets:
    """The streets of some ways.

    `path` holds the points of all ways one after the other, as rows of `points` or MISSING; `lengths` says
    how many belong to each way.
    """
    way = np.repeat(np.arange(len(ways)), lengths)
    left_out["points missing"] += int((path == MISSING).sum())
    path = _without_bad_points(path, points, left_out)
    left_out["cut off"] += len(np.unique(way[path == MISSING]))
    same_way = way[1:] == way[:-1]
    edges, edge_way = np.column_stack([path[:-1], path[1:]])[same_way], way[1:][same_way]
    whole = (edges != MISSING).all(axis=1)
    edges, edge_way = edges[whole], edge_way[whole]
    edges = _joined(edges, points, left_out)
    kept = edges[:, 0] != edges[:, 1]
    left_out["zero length"] += int((~kept).sum())
    edges, edge_way = edges[kept], edge_way[kept]
    first = _first_times(edges, edge_way, ways)
    left_out["repeated"] += int((~first).sum())
    edges, edge_way = edges[first], edge_way[first]
    return _compact(edges, edge_way, ways, points, left_out)


def _without_bad_points(path: Indices, points: Points, left_out: Counter[Reason]) -> Indices:
    """The path, with points that are no degrees missing."""
    good = in_range(points)
    left_out["out of range"] += int((~good).sum())
    return np.where((path != MISSING) & np.append(good, False)[path], path, MISSING)


def _joined(edges: Indices, points: Points, left_out: Counter[Reason]) -> Indices:
    """The edges, with the two ends of an edge without length made one node, so that the way stays whole."""
    tail, head = edges.T
    flat = edges[(tail != head) & (points[tail] == points[head]).all(axis=1)]
    if not len(flat):
        return edges
    # All that lie at the place of such an end and are ends of such an edge become the first of them.
    ends = np.unique(flat)
    _, place = np.unique(points[ends], axis=0, return_inverse=True)
    first = np.full(place.max() + 1, len(points))
    np.minimum.at(first, place.ravel(), ends)
    becomes = np.arange(len(points))
    becomes[ends] = first[place.ravel()]
    left_out["joined"] += int((becomes[ends] != ends).sum())
    return becomes[edges]


def _first_times(edges: Indices, edge_way: Indices, ways: Sequence[Way]) -> Flags:
    """Which edges no edge before them repeats: between the same nodes, of a way of the same use and
    direction."""
    low, high = edges.min(axis=1), edges.max(axis=1)
    turned = np.where(edges[:, 0] == low, 1, -1)
    use = np.array([(way.oneway, way.on_foot, way.by_car) for way in ways], dtype=np.int64).reshape(-1, 3)
    oneway, on_foot, by_car = use[edge_way].T
    keys = np.column_stack([low, high, oneway * turned, on_foot, by_car])
    _, first = np.unique(keys, axis=0, return_index=True)
    kept = np.zeros(len(edges), dtype=bool)
    kept[first] = True
    return kept


def _compact(
    edges: Indices, edge_way: Indices, ways: Sequence[Way], points: Points, left_out: Counter[Reason]
) -> Streets:
    """Only nodes and ways that have an edge, numbered anew in their old order."""
    nodes, new_edges = np.unique(edges, return_inverse=True)
    used, new_way = np.unique(edge_way, return_inverse=True)
    left_out["nothing left"] += len(ways) - len(used)
    return Streets(
        nodes=points[nodes],
        edges=new_edges.reshape(-1, 2),
        edge_way=new_way.ravel(),
        ways=tuple(ways[number] for number in used.tolist()),
        left_out={reason: count for reason, count in left_out.items() if count},
    )
