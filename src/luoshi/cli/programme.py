"""`luoshi programme`: programmes checked before a board reads them, and begun from a small whole one."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .job import words_of
from .talk import say

if TYPE_CHECKING:
    from luoshi.programmes import Fault, Programme

FAILED = 2
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DESCRIPTION = """\
方案：报告里一项有名字的工作记什么、数什么、凭什么证明。写法见 docs/programmes.md。
Programmes: what a named undertaking of a report keeps count of. How to write one: docs/programmes.md.
"""


def add_to(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the verb and its acts."""
    parser = verbs.add_parser(
        "programme",
        help="方案 programmes: what a report's undertakings count",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    acts = parser.add_subparsers(title="命令 commands", metavar="ACT", required=True)
    check = acts.add_parser("check", help="检查方案，逐处指出 say every fault with its line")
    check.add_argument(
        "folders", metavar="FOLDER", nargs="+", help="方案文件夹，或装着它们的文件夹 of one or of many"
    )
    check.set_defaults(run=run_check)
    new = acts.add_parser("new", help="开一个新方案 begin one, with each key explained")
    new.add_argument("name", metavar="NAME", help="小写字母、数字、下划线 a-z, 0-9, _")
    new.add_argument(
        "--in", dest="into", metavar="FOLDER", default=".", help="放在哪里，默认当前文件夹 where"
    )
    new.set_defaults(run=run_new)


def run_check(options: argparse.Namespace) -> int:
    """Say every fault; 2 if there is one."""
    try:
        places = dict.fromkeys(place for given in options.folders for place in programme_folders(Path(given)))
        faults = [*faults_of(places)]
    except OSError as error:
        say(words_of(error))
        return FAILED
    for fault in faults:
        say(str(fault))
    counted = f"{len(faults)} fault(s)" if faults else "0 faults"
    say(f"{len(places)} 个方案，{len(faults)} 处问题。 {len(places)} programme(s), {counted}.")
    return FAILED if faults else 0


def programme_folders(given: Path) -> list[Path]:
    """The folder itself, or those in it; what holds no programme is a fault when it is loaded."""
    from luoshi.programmes import FILE, folders

    if given.name == FILE and given.is_file():
        return [given.parent]
    within = [] if (given / FILE).exists() else [*folders(given)]
    return within or [given]


def faults_of(places: Iterable[Path]) -> Iterator[Fault]:
    """All that is wrong in programme folders, each by itself and in what it says of others."""
    from luoshi.programmes import BadProgramme, load, shipped, strays

    sound: dict[Path, Programme] = {}
    for place in places:
        try:
            sound[place] = load(place)
        except BadProgramme as bad:
            yield from bad.faults
    among = {**shipped(), **{one.name: one for one in sound.values()}}
    for place, programme in sound.items():
        yield from strays(place, programme, among)


def run_new(options: argparse.Namespace) -> int:
    """Write the beginning of a programme; 2 if the name is bad or taken."""
    from luoshi.programmes import FILE, starter

    if not NAME.fullmatch(options.name):
        say(f"名称“{options.name[:60]}”要用小写字母、数字、下划线，字母开头，最多40个。 Use a-z, 0-9, _.")
        return FAILED
    folder = Path(options.into) / options.name
    try:
        folder.mkdir()
        (folder / FILE).write_text(starter(options.name), "utf-8")
    except FileExistsError:
        say(f"{folder} 已经有了，请换个名称或地方。 It exists: choose another name or folder.")
        return FAILED
    except OSError as error:
        say(words_of(error))
        return FAILED
    file = folder / FILE
    say(f"写好了 {file}，改完用 luoshi programme check {folder} 检查。 Written; check it when changed.")
    return 0
