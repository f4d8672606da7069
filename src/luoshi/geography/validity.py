"""What is wrong with a shape, and where: crossing itself, swapped columns, numbers that are no degrees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from luoshi.geography.coordinates import in_box, in_range
from luoshi.geography.model import Points

Kind = Literal["no degrees", "swapped", "crosses itself", "broken ring", "too few points"]

GEOS = re.compile(r"^(?P<reason>[^\[]+?)\s*\[(?P<lon>\S+) (?P<lat>\S+)\]$")

REASONS: dict[str, tuple[Kind, str, str]] = {
    "Self-intersection": ("crosses itself", "边界自相交", "the outline crosses itself"),
    "Ring Self-intersection": ("crosses itself", "边界自相接", "the outline touches itself"),
    "Too few points in geometry component": (
        "too few points",
        "边界不足三个不同的点",
        "fewer than three corners",
    ),
    "Hole lies outside shell": ("broken ring", "挖空部分在边界之外", "a hole lies outside the outline"),
    "Holes are nested": ("broken ring", "挖空部分相互包含", "a hole lies in another hole"),
    "Nested shells": ("broken ring", "各部分相互包含", "a part lies in another part"),
    "Nested holes": ("broken ring", "挖空部分相互包含", "a hole lies in another hole"),
    "Interior is disconnected": ("broken ring", "挖空部分把内部分成几块", "holes cut the inside into pieces"),
    "Duplicate Rings": ("broken ring", "边界重复", "the same ring is there twice"),
}
"""What GEOS finds, as a kind and in words."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a shape, in Chinese and in English, with the place where it was found."""

    kind: Kind
    chinese: str
    english: str
    lon: float
    lat: float


def faults(geometry: BaseGeometry) -> list[Fault]:
    """What is wrong with a shape in WGS-84 degrees: nothing, its coordinates, or the first fault of its
    rings.

    Points are numbered from 1 in the order of the file.
    """
    points = shapely.get_coordinates(geometry)
    found = _bad_coordinates(points)
    if found or shapely.is_valid(geometry):
        return found
    return [_explained(shapely.is_valid_reason(geometry), points)]


def wound(geometry: BaseGeometry) -> BaseGeometry:
    """The same shape with outlines counter-clockwise and holes clockwise, as RFC 7946 wants them."""
    return shapely.orient_polygons(geometry)


def _bad_coordinates(points: Points) -> list[Fault]:
    """The first point that is no degrees, or that all of them are swapped; nothing outside China is
    swapped."""
    swapped = points[:, ::-1]
    if len(points) and not in_box(points).any() and in_box(swapped).all():
        chinese, english = (
            "经纬度颠倒，请对调两列",
            "longitude and latitude are swapped: exchange the columns",
        )
        return [_fault("swapped", chinese, english, points[0])]
    bad = np.flatnonzero(~in_range(points))
    if not len(bad):
        return []
    number = int(bad[0]) + 1
    return [
        _fault(
            "no degrees",
            f"第 {number} 个点不是经纬度，请按经纬度（度）导出",
            f"point {number} is no longitude and latitude: export in degrees",
            points[bad[0]],
        )
    ]


def _explained(said: str, points: Points) -> Fault:
    found = GEOS.match(said)
    reason = found["reason"] if found else said
    kind, chinese, english = REASONS.get(
        reason, ("broken ring", f"图形有误（{reason}）", f"is invalid ({reason})")
    )
    at = np.array([float(found["lon"]), float(found["lat"])]) if found else points[0]
    where = f"{at[0]:.6f}, {at[1]:.6f}"
    return _fault(
        kind,
        f"{chinese}，位于 {where}，请修改后重新导出",
        f"{english} at {where}: mend it and export again",
        at,
    )


def _fault(kind: Kind, chinese: str, english: str, at: Points) -> Fault:
    return Fault(kind, chinese, english, float(at[0]), float(at[1]))
