"""`luoshi map`: what the map of a place is drawn on."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from .board.start import FAILED, ready
from .talk import say, watched

if TYPE_CHECKING:
    from luoshi.geography.ground import Ground

_DESCRIPTION = """\
地图：边界和道路从 OpenStreetMap（.osm .osm.gz .osm.bz2 .pbf）或 GeoJSON 画出，同一种再导入就换新。
Map: boundary and streets are drawn from OpenStreetMap or GeoJSON; importing again replaces.
"""
CREDIT = "© OpenStreetMap contributors"
SYSTEMS = ("WGS-84", "CGCS2000", "GCJ-02", "BD-09")


def add_to(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the verb and its act."""
    parser = verbs.add_parser(
        "map",
        help="地图 what the map is drawn on",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    acts = parser.add_subparsers(title="命令 commands", metavar="ACT", required=True)
    bring = acts.add_parser("import", help="导入边界和道路 boundary and streets from a file")
    bring.add_argument("file", metavar="FILE")
    bring.add_argument("--code", required=True, help="区划代码，如 370303 the place's division code")
    bring.add_argument(
        "--only", choices=["boundary", "streets"], help="只画一种，默认文件里有的都画 one of the two"
    )
    bring.add_argument(
        "--boundary", metavar="NAME", help="边界在文件里的名称，默认地方的名称 which boundary of several"
    )
    bring.add_argument(
        "--system", choices=SYSTEMS, default="WGS-84", help="GeoJSON 的坐标系 coordinates of GeoJSON"
    )
    bring.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Draw what a file has of boundary and streets; 2 with one line where it has nothing to draw."""
    ready()
    from luoshi.geography.model import UnreadableMap
    from luoshi.office.models import Place

    place = Place.objects.filter(code=options.code).first()
    if place is None:
        say(f"没有代码为 {options.code} 的地方，先导入它的报告。 No place has this code: import its report.")
        return FAILED
    readers = {"boundary": border, "streets": streets}
    wanted = [options.only] if options.only else [*readers]
    refused = []
    for kind in wanted:
        try:
            ground = readers[kind](options, place.name)
        except UnreadableMap as bad:
            refused.append(str(bad))
            continue
        drawn(place, kind, ground, Path(options.file))
    if len(refused) == len(wanted):
        # What cannot be read at all is said once.
        say(refused[-1])
        return FAILED
    for line in refused:
        say(line)
    return 0


def border(options: argparse.Namespace, named: str) -> Ground:
    """The boundary of the file: the one that is named, else that of the place's name, else the only one."""
    from luoshi.geography import boundary
    from luoshi.geography.ground import of_area
    from luoshi.geography.model import UnreadableMap

    given = options.boundary
    try:
        found = boundary.read(options.file, called=given or named, system=options.system)
    except UnreadableMap:
        if given:
            raise
        found = boundary.read(options.file, system=options.system)
    # The only boundary of an extract is often that of a part of the place.
    say(f"取“{found.name}”的边界。 The boundary of {found.name} is taken.")
    return of_area(found.shape)


def streets(options: argparse.Namespace, _named: str) -> Ground:
    """The streets of the file; what was left out is said with its reason."""
    from luoshi.geography import streets
    from luoshi.geography.ground import of_streets

    found = streets.read(options.file, system=options.system)
    for reason, count in found.left_out.items():
        chinese, english = streets.WORDS[reason]
        say(f"{chinese}：{count}。 {english}: {count}.")
    return of_streets(found)


def drawn(place: object, kind: str, ground: Ground, file: Path) -> None:
    """Draw a ground at every level, and say how much it is."""
    from luoshi.geography.files import format_of
    from luoshi.geography.ground import LEVELS
    from luoshi.registers.actions import Drawing, draw_ground, tiles_at
    from luoshi.registers.models import Ground as Row

    credit = "" if format_of(file, file.name) == "geojson" else CREDIT
    words = Row.Kind(kind)
    tiles = [tile for level in watched(LEVELS, f"画图 drawing {kind}") for tile in tiles_at(ground, level)]
    drawing = Drawing(file.name, credit, len(ground.lines), ground.box, tiles)
    row = draw_ground(place=place, kind=words, drawing=drawing, by=None)
    size = sum(len(tile[-1]) for tile in tiles) // 1024
    say(
        f"{words.label} {row.lines} 条线，{len(tiles)} 块，{size} kB。 "
        f"{kind}: {row.lines} lines in {len(tiles)} tiles."
    )
