"""What the map is drawn on: brought in by the command, drawn anew, given by square."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest
from cast import Cast, at_desk
from maps import extract, feature, geojson, node, osm, relation, way

from luoshi.cli import main
from luoshi.cli import map as maps
from luoshi.office.audit import broken
from luoshi.office.models import Event
from luoshi.registers.models import Ground, GroundTile

DATA = "/p/990101/map/ground.json"
TOWN = osm(
    *(node(1, 118.0, 36.8), node(2, 118.02, 36.8), node(3, 118.02, 36.82), node(4, 118.0, 36.82)),
    way(10, [1, 2], highway="primary", name="人民路"),
    way(11, [1, 2, 3, 4, 1]),
    relation(20, [11], boundary="administrative", name="青梧区", admin_level="6"),
)


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command finds the board of the test instead of starting one."""
    monkeypatch.setattr(maps, "ready", lambda: None)


def drawn(tmp_path: Path, data: bytes, *options: str, name: str = "town.osm") -> int:
    """The status of the command for a file of these bytes."""
    path = tmp_path / name
    path.write_bytes(data)
    return main(["map", "import", str(path), "--code", "990101", *options])


def seen(cast: Cast, zoom: int = 16, box: str = "117.9,36.7,118.1,36.9") -> dict[str, object]:
    """The tiles in a part of the map."""
    response = at_desk(cast.leader).get(DATA, {"box": box, "zoom": str(zoom)})
    assert response.status_code == 200
    return json.loads(response.content)


def test_a_file_draws_boundary_and_streets(cast: Cast, tmp_path: Path) -> None:
    """Both, with the licence's credit; the page shows the boundary's box at first."""
    assert drawn(tmp_path, TOWN) == 0
    assert {row.kind for row in Ground.objects.all()} == {"boundary", "streets"}
    found = seen(cast)
    assert found["level"] == 16
    words = json.dumps(found, ensure_ascii=False)
    assert "人民路" in words
    assert '"border"' in words
    page = at_desk(cast.leader).get("/p/990101/map/").content.decode()
    assert 'data-box="118.0,36.8,118.02,36.82"' in page
    assert "© OpenStreetMap contributors" in page
    assert seen(cast, box="0,0,1,1")["tiles"] == {}
    assert list(broken()) == []


def test_the_same_file_again_changes_nothing_another_replaces(cast: Cast, tmp_path: Path) -> None:
    """One event for each drawing; the tiles of the one before are gone."""
    drawn(tmp_path, TOWN)
    events, tiles = Event.objects.count(), GroundTile.objects.count()
    assert drawn(tmp_path, TOWN) == 0
    assert (Event.objects.count(), GroundTile.objects.count()) == (events, tiles)
    moved = geojson(feature("LineString", [[118.0, 36.8], [118.01, 36.8]], name="新路", highway="primary"))
    assert drawn(tmp_path, moved, "--only", "streets", name="新.geojson") == 0
    assert Ground.objects.filter(kind="streets").count() == 2
    words = json.dumps(seen(cast), ensure_ascii=False)
    assert "新路" in words
    assert "人民路" not in words
    assert '"border"' in words
    assert Event.objects.count() == events + 1
    assert list(broken()) == []


@pytest.mark.parametrize(
    ("data", "options", "line"),
    [
        (b"no map", (), "不是 OpenStreetMap 文件"),
        (b"", (), "空文件"),
        (osm(), (), "中没有道路"),
        (TOWN, ("--boundary", "别处"), ""),
        (TOWN, ("--only", "boundary", "--boundary", "别处"), "没有别处的边界"),
        (TOWN[:300], (), "town.osm"),
    ],
)
def test_a_bad_file_is_one_line(
    cast: Cast,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    data: bytes,
    options: tuple[str, ...],
    line: str,
) -> None:
    """Exit 2 and nothing drawn; a file that has only one of the two draws that one."""
    status = drawn(tmp_path, data, *options)
    said = capsys.readouterr().err.strip().splitlines()
    if line:
        assert (status, Ground.objects.count()) == (2, 0)
        assert line in said[-1]
        assert len(said) == 1
    else:
        assert (status, [row.kind for row in Ground.objects.all()]) == (0, ["streets"])


def test_a_place_that_is_not_there_is_one_line(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The code is named, and what to do."""
    assert drawn(tmp_path, TOWN) == 2
    assert "没有代码为 990101 的地方" in capsys.readouterr().err


def test_a_real_town_is_drawn(cast: Cast) -> None:
    """Guixi's streets, at every level; a screen full of them comes in two digits of kilobytes."""
    options = argparse.Namespace(
        file=str(extract("guixi_jiangxi_2025.osm")),
        code="990101",
        only="streets",
        boundary=None,
        system="WGS-84",
    )
    assert maps.run(options) == 0
    answer = at_desk(cast.leader).get(DATA, {"box": "117.19,28.27,117.26,28.34", "zoom": "14"})
    assert 5_000 < len(answer.content) < 100_000
    assert "建设路" in answer.content.decode()


@pytest.mark.parametrize("asked", [{}, {"box": "x", "zoom": "3"}, {"box": "1,2,3,4", "zoom": "77"}])
def test_no_part_of_the_earth_is_not_found(cast: Cast, asked: dict[str, str]) -> None:
    """404, no traceback."""
    assert at_desk(cast.officer).get(DATA, asked).status_code == 404
