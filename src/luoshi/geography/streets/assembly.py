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
    segments = np.column_stack([path[:-1], path[1:], way[1:]])[way[1:] == way[:-1]]
    segments = segments[(segments != MISSING).all(axis=1)]
    segments[:, :2] = _joined(segments[:, :2], points, left_out)
    segments = _kept(segments, segments[:, 0] != segments[:, 1], "zero length", left_out)
    segments = _kept(segments, _first_times(segments, ways), "repeated", left_out)
    return _compact(segments, ways, points, left_out)


def _kept(segments: Indices, good: Flags, reason: Reason, left_out: Counter[Reason]) -> Indices:
    """The good ones of some segments; the others are counted."""
    left_out[reason] += int((~good).sum())
    return segments[good]


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


def _first_times(segments: Indices, ways: Sequence[Way]) -> Flags:
    """Which segments none before them repeats: the same nodes, by a way of the same use and direction."""
    tail, head, way = segments.T
    low, high = np.minimum(tail, head), np.maximum(tail, head)
    turned = np.where(tail == low, 1, -1)
    use = np.array([(way.oneway, way.on_foot, way.by_car) for way in ways], dtype=np.int64).reshape(-1, 3)
    oneway, on_foot, by_car = use[way].T
    keys = np.column_stack([low, high, oneway * turned, on_foot, by_car])
    _, first = np.unique(keys, axis=0, return_index=True)
    kept = np.zeros(len(segments), dtype=bool)
    kept[first] = True
    return kept


def _compact(segments: Indices, ways: Sequence[Way], points: Points, left_out: Counter[Reason]) -> Streets:
    """Only nodes and ways that have an edge, numbered anew in their old order."""
    nodes, new_edges = np.unique(segments[:, :2], return_inverse=True)
    used, new_way = np.unique(segments[:, 2], return_inverse=True)
    left_out["nothing left"] += len(ways) - len(used)
    return Streets(
        nodes=points[nodes],
        edges=new_edges.reshape(-1, 2),
        edge_way=new_way.ravel(),
        ways=tuple(ways[number] for number in used.tolist()),
        left_out={reason: count for reason, count in left_out.items() if count},
    )
