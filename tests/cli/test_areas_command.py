"""`luoshi areas import`: the divisions of a place, all of them or a line for each fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Hear
from maps import area, feature, geojson

from luoshi.cli import main
from luoshi.office.actions import place_of
from luoshi.registers.models import Area

DISTRICT = area("990101", "青梧区", 117, 36, 117.04, 36.02)
EAST = area("990101001", "东街街道", 117.02, 36, 117.04, 36.02)


@pytest.fixture
def path(tmp_path: Path, db: None) -> Path:
    """Where the file lies of a district that is there."""
    place_of(code="990101", name="青梧区")
    return tmp_path / "区划.geojson"


def test_a_file_comes_in_once(path: Path, hear: Hear) -> None:
    """The second time nothing is new; what is doubtful is said both times."""
    path.write_bytes(geojson(DISTRICT, EAST))
    assert main(["areas", "import", str(path), "--code", "990101"]) == 0
    said = hear().lines
    assert "2 added, 0 changed, 2 areas" in said[-1]
    assert "990101 is not in the list of GB/T 2260" in said[0]
    assert main(["areas", "import", str(path), "--code", "990101"]) == 0
    assert "0 added, 0 changed, 2 areas" in hear().lines[-1]
    assert Area.objects.count() == 2


def test_each_fault_is_a_line_and_nothing_comes_in(path: Path, hear: Hear) -> None:
    """A file with faults, none at all, and a place that is not there."""
    path.write_bytes(geojson(DISTRICT, feature("Point", (117, 36), code="990101004", name="点"), DISTRICT))
    assert main(["areas", "import", str(path), "--code", "990101"]) == 2
    first, second, last = hear().lines
    assert "feature 2 (990101004): is no area" in first
    assert "feature 3 (990101)" in second
    assert "not brought in" in last
    assert main(["areas", "import", str(path.with_name("no.geojson")), "--code", "990101"]) == 2
    assert "no.geojson" in hear().lines[0]
    assert main(["areas", "import", str(path), "--code", "999999"]) == 2
    assert len(hear().lines) == 1
    assert not Area.objects.exists()


def test_columns_and_coordinates_are_said(path: Path, hear: Hear) -> None:
    """Where they are not the usual ones."""
    sides = EAST["geometry"]
    path.write_bytes(
        geojson({"type": "Feature", "properties": {"编": "990101001", "叫": "东街"}, "geometry": sides})
    )
    said = ["--system", "GCJ-02", "--code-column", "编", "--name-column", "叫"]
    assert main(["areas", "import", str(path), "--code", "990101", *said]) == 0
    row = Area.objects.get()
    west = min(lon for lon, _lat in row.geometry["coordinates"][0])
    assert (row.code, row.name, 117.01 < west < 117.02) == ("990101001", "东街", True)
