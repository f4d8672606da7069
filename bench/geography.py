"""How fast places are read, found and drawn, and how well wrong coordinate systems are noticed.

usage: geography.py SHARED [--short]

SHARED holds `osm/` with the extracts. Seconds are the median of three rounds; memory is the most that a
process of its own took, Python and libraries included. The peer for areas is the same library asked point
by point.
"""

from __future__ import annotations

import gzip
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import shapely

from luoshi.geography import divided
from luoshi.geography.areas import locate, overlaps
from luoshi.geography.coordinates import SYSTEMS, from_wgs84, to_wgs84
from luoshi.geography.model import Points
from luoshi.geography.packing import packed, step_of
from luoshi.geography.plane import plane_at
from luoshi.geography.simplify import simplified, simplified_areas
from luoshi.geography.streets import read
from luoshi.geography.suspects import suspects

SHORT = "--short" in sys.argv
ROUNDS = 3
EXTRACTS = ("guixi_jiangxi_2025.osm", "beijing_haidian_tsinghua_2017.osm", "poa_osm.pbf")
POINTS = 20_000 if SHORT else 100_000
ACROSS, DOWN = (50, 20) if SHORT else (100, 50)
TRIES = 5 if SHORT else 40
LIST = 100
"""So many places has a list whose system is asked after."""

SAMPLE = 50
"""The slow peer is given one point of so many."""

Answer = TypeVar("Answer")


def timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """The median seconds of a piece of work, and what it gave."""
    seconds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        answer = work()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds), answer


def main() -> int:
    """Print one line a measurement."""
    folder = Path(sys.argv[1]) / "osm"
    if "--read" in sys.argv:
        print_read(folder / sys.argv[-1])
        return 0
    extracts = [folder / name for name in EXTRACTS if (folder / name).exists()]
    # First, while this process is small: Linux counts its size as the beginning of its children's.
    for path in extracts:
        options = [sys.argv[1], "--read", path.name]
        subprocess.run([sys.executable, __file__, *options], check=True)
    measure_coordinates()
    measure_areas()
    with tempfile.TemporaryDirectory() as place:
        measure_divided(Path(place))
    if not extracts:
        print(f"{folder}: no extracts here, so no streets are measured")
        return 0
    measure_drawing(extracts[-1])
    for path in extracts[:2]:
        measure_suspects(path)
    return 0


def measure_coordinates() -> None:
    """Random points in China, there and back."""
    random = np.random.default_rng(1)
    points = np.column_stack([random.uniform(73.5, 135, POINTS), random.uniform(4, 53.5, POINTS)])
    for system in SYSTEMS:
        out, there = timed(partial(from_wgs84, points, system))
        back, here = timed(partial(to_wgs84, there, system))
        wrong = np.abs(here - points).max()
        print(
            f"coordinates {system}: {POINTS:,} points, out {out:.3f} s, back {back:.3f} s, "
            f"off by {wrong:.0e}°"
        )


def measure_areas() -> None:
    """Points found in a grid of cells with winding borders, beside asking one point after the other."""
    cells = winding_cells()
    random = np.random.default_rng(2)
    points = np.column_stack([random.uniform(117, 117.5, POINTS), random.uniform(36.5, 36.9, POINTS)])
    seconds, found = timed(partial(locate, points, cells))
    inside = int((found.area >= 0).sum())
    slow, _ = timed(lambda: [locate(points[at : at + 1], cells) for at in range(0, POINTS, POINTS // SAMPLE)])
    ratio = slow * POINTS / SAMPLE / seconds
    corners = shapely.get_num_coordinates(cells).sum()
    print(
        f"areas: {POINTS:,} points in {len(cells):,} cells ({corners:,} corners) {seconds:.3f} s, "
        f"{inside:,} inside; one by one {ratio:,.0f} times as long"
    )
    seconds, pairs = timed(partial(overlaps, cells))
    print(f"areas: overlaps looked for in {len(cells):,} cells {seconds:.3f} s, {len(pairs)} found")
    for zoom in (10, 14):
        seconds, drawn = timed(partial(simplified_areas, cells, zoom))
        print(f"areas: cells for zoom {zoom} {seconds:.3f} s, {described(drawn, zoom)}")


def measure_divided(folder: Path) -> None:
    """A district's file of streets, communities and cells, and the smallest division of each point."""
    path = folder / "divisions.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": divisions(winding_cells())}))
    seconds, found = timed(partial(divided.read, path))
    print(
        f"divisions: {len(found.shapes):,} from {path.stat().st_size / 1e6:.1f} MB, checked {seconds:.2f} s, "
        f"{len(found.faults)} left out, {len(found.doubts)} doubted"
    )
    random = np.random.default_rng(5)
    points = np.column_stack([random.uniform(117, 117.5, POINTS), random.uniform(36.5, 36.9, POINTS)])
    seconds, codes = timed(partial(found.locate, points))
    print(f"divisions: {POINTS:,} points, each its smallest {seconds:.2f} s, {len(set(codes)):,} met")


def divisions(cells: npt.NDArray[np.object_]) -> list[dict[str, object]]:
    """Cells, ten to a community, with fifty communities to a street, and all that is above them."""
    numbers = np.arange(len(cells))
    codes = [f"990102{1 + n // 500:03}{1 + n % 500 // 10:03}{1 + n % 10:03}" for n in numbers.tolist()]
    shapes = dict(zip(codes, cells, strict=True))
    for digits in (12, 9, 6):
        for above in sorted({code[:digits] for code in codes}):
            parts = [shape for code, shape in zip(codes, cells, strict=True) if code.startswith(above)]
            shapes[above] = shapely.union_all(parts)
    return [
        {
            "type": "Feature",
            "properties": {"code": code, "name": code},
            "geometry": shapely.geometry.mapping(shape),
        }
        for code, shape in shapes.items()
    ]


def print_read(path: Path) -> None:
    """One extract read, in a process that did nothing else."""
    seconds, streets = timed(partial(read, path))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    left_out = ", ".join(f"{reason} {count}" for reason, count in streets.left_out.items()) or "nothing"
    walked = len(np.unique(streets.edges[streets.of_ways("on_foot").astype(bool)]))
    print(
        f"streets {path.name}: {len(streets.nodes):,} nodes ({walked:,} walking), "
        f"{len(streets.edges):,} edges, {len(streets.ways):,} ways in {seconds:.2f} s, "
        f"{memory:.0f} MB; left out: {left_out}"
    )


def measure_drawing(path: Path) -> None:
    """The streets of a large city for some zoom levels."""
    lines, _ = read(path).lines()
    for zoom in (11, 14, 17):
        seconds, drawn = timed(partial(simplified, lines, zoom))
        print(
            f"drawing {path.name}: {len(lines):,} lines for zoom {zoom} {seconds:.3f} s, "
            f"{described(drawn, zoom)}"
        )


def described(shapes: npt.NDArray[np.object_], zoom: int) -> str:
    """How many points shapes have and how large they are, packed and as GeoJSON, each compressed."""
    ours = json.dumps(packed(shapes, step_of(zoom)), separators=(",", ":")).encode()
    plain = json.dumps([shapely.geometry.mapping(one) for one in shapes], separators=(",", ":")).encode()
    points = int(shapely.get_num_coordinates(shapes).sum())
    small, large = (len(gzip.compress(data)) / 1024 for data in (ours, plain))
    return (
        f"{points:,} points, {len(ours) / 1024:,.0f} kB, {small:,.0f} kB compressed (GeoJSON {large:,.0f} kB)"
    )


def measure_suspects(path: Path) -> None:
    """Lists of places at streets, said to be in a system that is not theirs, and in their own."""
    streets, _ = read(path).lines()
    near = shapely.multilinestrings(streets)
    random = np.random.default_rng(3)
    for metres in (20, 60):
        caught = alarms = 0
        for _ in range(TRIES):
            places = doors(near, metres, random)
            found = suspects(from_wgs84(places, "GCJ-02"), "WGS-84", near)
            caught += [(one.system, one.swapped) for one in found[:1]] == [("GCJ-02", False)]
            alarms += bool(suspects(places, "WGS-84", near))
        print(
            f"suspects {path.name}: {LIST} places some {metres} m from streets, GCJ-02 said to be WGS-84 "
            f"found in {caught} of {TRIES} lists, true ones suspected in {alarms}"
        )


def doors(near: shapely.Geometry, metres: float, random: np.random.Generator) -> Points:
    """Places scattered about streets."""
    plane = plane_at(near)
    flat = plane.flattened(near)
    along = shapely.line_interpolate_point(flat, random.uniform(0, flat.length, LIST))
    return plane.degrees(shapely.get_coordinates(along) + random.normal(0, metres, (LIST, 2)))


def winding_cells() -> npt.NDArray[np.object_]:
    """A district cut into cells whose shared borders wind, 37 corners each."""
    random = np.random.default_rng(4)
    corners = np.stack(
        np.meshgrid(np.linspace(117, 117.5, ACROSS + 1), np.linspace(36.5, 36.9, DOWN + 1)), axis=-1
    )
    corners += random.normal(0, 5e-4, corners.shape)
    across = winding(corners[:, :-1], corners[:, 1:], random)
    up = winding(corners[:-1], corners[1:], random)
    rings = np.concatenate(
        [across[:-1, :, :-1], up[:, 1:, :-1], across[1:, :, :0:-1], up[:, :-1, ::-1]], axis=2
    )
    return np.asarray(shapely.polygons(rings.reshape(ACROSS * DOWN, -1, 2)), dtype=object)


def winding(begin: Points, end: Points, random: np.random.Generator) -> Points:
    """Ten points from each beginning to its end, those between a metre or two beside the straight line."""
    way = np.linspace(0, 1, 10)[:, None]
    points = begin[..., None, :] + (end - begin)[..., None, :] * way
    points[..., 1:-1, :] += random.normal(0, 1e-5, points[..., 1:-1, :].shape)
    return points


if __name__ == "__main__":
    raise SystemExit(main())
