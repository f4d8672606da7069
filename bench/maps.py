"""How fast a map is: 20,000 records on the streets of a city, asked for as a browser asks.

usage: maps.py SHARED [--short]

SHARED holds `osm/` with the extracts; without them only the records are measured. Prints for some parts of
the map the bytes that are sent and the seconds of the server: nothing remembered, and again. The peer sends
every record of the part as GeoJSON instead of marks and clusters.
"""

from __future__ import annotations

import gzip
import json
import logging
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

SHORT = "--short" in sys.argv
RECORDS = 5_000 if SHORT else 20_000
CITY = "poa_osm.pbf"
CODE, PASSWORD, ROUNDS = "990101", "bench-only-0", 5
WEST, SOUTH, EAST, NORTH = -51.27, -30.12, -51.12, -30.0
"""The part of the city in which the records lie."""

VIEWS = {
    "the whole city": (12, 1.0),
    "a district": (14, 0.3),
    "a quarter": (16, 0.08),
    "a street": (18, 0.02),
}
"""Zoom, and which part of the city's width and height is seen."""


def main() -> int:
    """Make a map in a folder of its own, and measure it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LUOSHI_DATA"] = folder
        os.environ.pop("DATABASE_URL", None)
        from luoshi.cli.board.start import ready

        ready()
        logging.disable(logging.INFO)
        client = made_map()
        extract = Path(sys.argv[1]) / "osm" / CITY
        kinds = ["records"]
        if extract.exists():
            measure_import(extract)
            kinds.append("ground")
        for kind in kinds:
            measure(client, kind)
        measure_page(client)
    return 0


def made_map():  # type: ignore[no-untyped-def]
    """A place with records, some of them placed nowhere, and somebody who looks at them."""
    from django.test import Client
    from made_board import pour

    from luoshi.office.actions import add_person, place_of
    from luoshi.registers.models import Record, RecordRevision

    place = place_of(code=CODE, name="青梧区")
    person = add_person(username="officer", password=PASSWORD, code=CODE, role="officer", department=None)
    chance, at = random.Random(7), datetime(2025, 3, 1, tzinfo=UTC)  # noqa: S311
    records, revisions = [], []
    for key in range(1, RECORDS + 1):
        own = {"programme": "elder_meals", "register": "canteens", "key": f"S{key}"}
        records.append({"id": key, "at": at, "by_id": person.pk, "place_id": place.pk, **own})
        # Half of them stand in the middle of the city.
        spread = 1.0 if key % 2 else 0.15
        lon, lat = somewhere(chance, spread)
        stages = {"opened": {"day": "2025-02-03", "proof": f"食经许{key}号"}} if key % 3 else {}
        said = {
            "values": json.dumps({"code": f"S{key}", "name": f"第{key}食堂", "address": f"人民路{key}号"}),
            "stages": json.dumps(stages),
            "geometry": json.dumps({"type": "Point", "coordinates": [lon, lat]}),
        }
        row = {"id": key, "at": at, "by_id": person.pk, "record_id": key, "version": 1, "personal": "{}"}
        revisions.append({**row, **said, "lon": lon, "lat": lat})
    pour(Record, records)
    pour(RecordRevision, revisions)
    client = Client(headers={"host": "127.0.0.1", "accept-encoding": "gzip"})
    client.force_login(person, backend="luoshi.office.backends.PeopleBackend")
    print(f"map: {RECORDS:,} records of one register, load {os.getloadavg()[0]:.1f}")
    return client


def somewhere(chance: random.Random, spread: float) -> tuple[float, float]:
    """A place in the middle part of the city."""
    across, down = (0.5 + spread * (chance.random() - 0.5) for _ in range(2))
    return round(WEST + across * (EAST - WEST), 6), round(SOUTH + down * (NORTH - SOUTH), 6)


def measure_import(extract: Path) -> None:
    """Seconds to draw a city's streets, and how large they are."""
    from luoshi.cli import main as luoshi
    from luoshi.registers.models import GroundTile

    seconds, _ = timed(lambda: luoshi(["map", "import", str(extract), "--code", CODE, "--only", "streets"]))
    sizes = [len(words) for words in GroundTile.objects.values_list("drawing", flat=True)]
    print(f"map: streets of a city drawn in {seconds:.1f} s, {len(sizes)} tiles, {sum(sizes) / 1e6:.1f} MB")


def measure(client, kind: str) -> None:  # type: ignore[no-untyped-def]
    """Bytes and seconds of what the browser asks for."""
    print(f"{kind:8} | zoom | marks | bytes sent | first, s | again, s | every record as GeoJSON, bytes")
    for name, (zoom, part) in VIEWS.items():
        url = f"/p/{CODE}/map/{kind}.json?zoom={zoom}&box={box_of(part)}"
        forget()
        first, answer = timed(lambda url=url: client.get(url))
        again = statistics.median(timed(lambda url=url: client.get(url))[0] for _ in range(ROUNDS))
        assert answer.status_code == 200
        packed = answer.headers.get("Content-Encoding") == "gzip"
        found = json.loads(gzip.decompress(answer.content) if packed else answer.content)
        marks = len(found.get("points", [])) + len(found.get("clusters", []))
        peer = f"{everything(part):,}" if kind == "records" else ""
        size = f"{len(answer.content):10,}"
        print(f"{name:14} | {zoom} | {marks:5} | {size} | {first:.3f} | {again:.3f} | {peer}")


def measure_page(client) -> None:  # type: ignore[no-untyped-def]
    """The page itself."""
    forget()
    (first, page), (again, _) = (timed(lambda: client.get(f"/p/{CODE}/map/")) for _ in range(2))
    print(f"map: the page {len(page.content):,} bytes, {first:.3f} s first, {again:.3f} s again")


def box_of(part: float) -> str:
    """A part of the city about its middle, as the browser writes it."""
    lon, lat = (WEST + EAST) / 2, (SOUTH + NORTH) / 2
    across, down = part * (EAST - WEST) / 2, part * (NORTH - SOUTH) / 2
    return f"{lon - across:.5f},{lat - down:.5f},{lon + across:.5f},{lat + down:.5f}"


def everything(part: float) -> int:
    """The bytes of all records in a part of the city as GeoJSON with their names."""
    from luoshi.registers.models import RecordRevision

    west, south, east, north = map(float, box_of(part).split(","))
    inside = RecordRevision.objects.filter(lon__range=(west, east), lat__range=(south, north))
    rows = inside.values_list("geometry", "values", "stages")
    features = [{"type": "Feature", "geometry": one, "properties": {**v, **s}} for one, v, s in rows]
    return len(json.dumps(features, ensure_ascii=False, separators=(",", ":")).encode())


def forget() -> None:
    """Nothing is remembered any more."""
    from luoshi.registers.queries.marks import remembered

    remembered.cache_clear()


def timed(act: Callable[[], object]):  # type: ignore[no-untyped-def]
    """Seconds that something takes, and what it gives."""
    begun = time.perf_counter()
    given = act()
    return time.perf_counter() - begun, given


if __name__ == "__main__":
    sys.exit(main())
