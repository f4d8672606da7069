"""What the room is given and what it refuses: points in degrees, and maps that cannot be read."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Points: TypeAlias = npt.NDArray[np.float64]
"""Shape (n, 2): longitude and latitude in degrees, WGS-84 where nothing else is said."""

Indices: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

LONGEST_NAME = 120

TILE = 256
"""Pixels of the web map's tiles on a side."""


class UnreadableMap(ValueError):
    """A file of streets, areas or boundaries that cannot be read; one line: what is wrong, and what to do."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese} / {english}")
        self.chinese, self.english = chinese, english


def refused(name: str, chinese: str, english: str) -> UnreadableMap:
    """The error about a file of this name; both halves are said after it, on one line whatever the file
    holds."""
    shown = _on_one_line(name)
    if len(shown) > LONGEST_NAME:
        shown = shown[:LONGEST_NAME] + "…"
    return UnreadableMap(f"《{shown}》{_on_one_line(chinese)}", f"{shown} {_on_one_line(english)}")


def _on_one_line(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def as_points(values: npt.ArrayLike) -> Points:
    """Pairs of numbers as points.

    Raises ValueError for anything but an (n, 2) table of numbers.
    """
    points = np.asarray(values, dtype=np.float64)
    if points.size == 0:
        return np.empty((0, 2))
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"points have the shape (n, 2), not {points.shape}")
    return points
