"""Small maps as files: OpenStreetMap and GeoJSON; and the extracts that lie beside the repository."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

EXTRACTS = Path(__file__).parents[3] / "shared" / "osm"

Place = tuple[float, float]


def extract(name: str) -> Path:
    """A street network beside the repository; the test is skipped where there is none."""
    path = EXTRACTS / name
    if not path.exists():
        pytest.skip(f"no extract {name} in ../shared/osm")
    return path


def node(number: int, lon: object, lat: object) -> str:
    """A point of OpenStreetMap."""
    return f'<node id="{number}" lon="{lon}" lat="{lat}"/>'


def way(number: int, nodes: Sequence[int], **tags: str) -> str:
    """A way through some points."""
    named = "".join(f'<nd ref="{one}"/>' for one in nodes)
    return f'<way id="{number}">{named}{_tags(tags)}</way>'


def relation(number: int, ways: Sequence[int], **tags: str) -> str:
    """A relation whose members are outer ways."""
    named = "".join(f'<member type="way" ref="{one}" role="outer"/>' for one in ways)
    return f'<relation id="{number}">{named}{_tags({"type": "boundary", **tags})}</relation>'


def osm(*entities: str) -> bytes:
    """An OpenStreetMap file of these entities, in this order."""
    inside = "\n".join(entities)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n{inside}\n</osm>\n'.encode()


def feature(kind: str, coordinates: object, **columns: object) -> dict[str, object]:
    """A GeoJSON feature."""
    return {"type": "Feature", "properties": columns, "geometry": {"type": kind, "coordinates": coordinates}}


def box(west: float, south: float, east: float, north: float) -> list[list[Place]]:
    """A rectangle as GeoJSON writes it."""
    return [[(west, south), (east, south), (east, north), (west, north), (west, south)]]


def area(code: object, name: str, *sides: float) -> dict[str, object]:
    """A division with its rectangle."""
    return feature("Polygon", box(*sides), code=code, name=name)


def geojson(*features: Mapping[str, object], **more: object) -> bytes:
    """A GeoJSON file of these features."""
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def _tags(tags: Mapping[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())
