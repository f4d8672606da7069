"""`luoshi areas`: the divisions of a place, from a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from .talk import say

FAILED = 2
SYSTEMS = ("WGS-84", "GCJ-02", "BD-09", "CGCS2000")


def add_to(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the verb and its act."""
    parser = verbs.add_parser("areas", help="区划 the divisions of a place")
    acts = parser.add_subparsers(title="命令 commands", metavar="ACT", required=True)
    bring = acts.add_parser("import", help="导入街道、社区、网格 bring in streets, communities, cells")
    bring.add_argument("file", metavar="FILE", help="GeoJSON")
    bring.add_argument("--code", required=True, help="本地的区划代码 the place's division code")
    bring.add_argument("--system", choices=SYSTEMS, default="WGS-84", help="文件的坐标系 its coordinates")
    for column, chinese in (("code", "代码"), ("name", "名称"), ("above", "上级代码")):
        bring.add_argument(
            f"--{column}-column", default="", metavar="NAME", help=f"{chinese}列的列名 column of the {column}"
        )
    bring.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Bring in the divisions of a file; 2 with a line for each fault where they cannot be."""
    from .board.start import ready

    ready()
    from luoshi.geography.divided import Columns
    from luoshi.office.models import Place
    from luoshi.registers.actions import import_areas
    from luoshi.registers.divisions import DivisionsRefused, divisions_in, shortened

    place = Place.objects.filter(code=options.code).first()
    if place is None:
        say(f"没有代码为 {options.code} 的地方。 There is no place with this code.")
        return FAILED
    path = Path(options.file)
    columns = Columns(options.code_column, options.name_column, options.above_column)
    try:
        found = divisions_in(path, name=path.name, place=place, system=options.system, columns=columns)
    except DivisionsRefused as refusal:
        for chinese, english in shortened(refusal.lines):
            say(f"{chinese} / {english}")
        say(refusal.in_both())
        return FAILED
    done = import_areas(place=place, found=found, source=path.name, by=None)
    for chinese, english in shortened(done.doubts):
        say(f"请核对 check: {chinese} / {english}")
    say(
        f"新增 {done.added} 处，改动 {done.changed} 处，共 {len(found.shapes)} 处区划。"
        f" {done.added} added, {done.changed} changed, {len(found.shapes)} areas in the file."
    )
    return 0
