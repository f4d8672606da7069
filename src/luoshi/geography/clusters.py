"""Many points as few marks: those that would lie on one another on the screen are counted together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from luoshi.geography.model import TILE, Floats, Indices, Points

CELL = 64
"""Pixels of the web map on a side: points within one square are drawn as one mark."""

STEEPEST = 85.05112878
"""The latitude at which the web map ends."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """Squares that hold points: how many, their middle, and one of them (its place in the list)."""

    counts: Indices
    middles: Points
    first: Indices


def clustered(points: Points, zoom: int) -> Clusters:
    """The points by the squares of a grid that is the same wherever the map is moved; none may be NaN."""
    cells = np.floor(pixels(points, zoom) / CELL).astype(np.int64)
    _, first, cell, counts = np.unique(
        cells, axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    sums = [np.bincount(cell.ravel(), weights=column, minlength=len(counts)) for column in points.T]
    middles = np.column_stack(sums) / counts[:, None]
    return Clusters(counts=counts, middles=middles, first=first)


def pixels(points: Points, zoom: int) -> Floats:
    """Where points lie on the web map, in pixels from its north-western corner."""
    lon, lat = points.T
    bent = np.arctanh(np.sin(np.radians(np.clip(lat, -STEEPEST, STEEPEST))))
    share = np.column_stack([lon / 360 + 0.5, 0.5 - bent / (2 * np.pi)])
    whole: Floats = share * (TILE * 2.0**zoom)
    return whole
