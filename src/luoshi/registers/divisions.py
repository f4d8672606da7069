"""A file of divisions as an import takes it: whole, of this place, its county codes held against the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_noop
from stdnum import numdb

from luoshi.office import clock
from luoshi.office.actions import Refused
from luoshi.office.models import Place

if TYPE_CHECKING:
    from luoshi.geography.coordinates import System
    from luoshi.geography.divided import Columns, Divided
    from luoshi.geography.divisions import Fault, Tree

Line = tuple[str, str]
"""What is wrong or doubtful, in Chinese and in English."""

LONGEST_CODE, LONGEST_NAME = 40, 60
COUNTY = 6
SHOWN = 50
"""So many lines are told of one file."""


class DivisionsRefused(Refused):
    """A file that is not taken; one line for each fault."""

    def __init__(self, lines: list[Line]) -> None:
        super().__init__(gettext_noop("区划文件没有导入，一处也没有。"))
        self.lines = lines


def told(lines: Iterable[Line]) -> list[str]:
    """Lines in the language of the page, no more than can be read."""
    at = 1 if get_language() == "en" else 0
    return [line[at] for line in shortened([*lines])]


def shortened(lines: list[Line]) -> list[Line]:
    """The first lines, and how many more there are."""
    more = len(lines) - SHOWN
    if more <= 0:
        return lines
    return [*lines[:SHOWN], (f"还有 {more} 处。", f"{more} more.")]


def divisions_in(
    path: Path, *, name: str, place: Place, system: System = "WGS-84", columns: Columns | None = None
) -> Divided:
    """The divisions in a GeoJSON file, all of them sound. Raises DivisionsRefused."""
    # Shapely and pyproj take a second to load.
    from luoshi.geography.divided import USUAL, read
    from luoshi.geography.model import UnreadableMap

    try:
        found = read(path, columns=columns or USUAL, name=name, system=system)
    except UnreadableMap as error:
        raise DivisionsRefused([(error.chinese, error.english)]) from error
    lines = [*map(line_of, found.faults), *too_long(found.tree), *of_elsewhere(found.tree, place)]
    if lines:
        raise DivisionsRefused(lines)
    return found


def line_of(fault: Fault) -> Line:
    """A fault with the feature that has it."""
    code = "".join(char for char in fault.code if char.isprintable())[:LONGEST_CODE]
    chinese, english = (f"（{code}）", f" ({code})") if code else ("", "")
    return (
        f"第 {fault.row} 个要素{chinese}：{fault.chinese}",
        f"feature {fault.row}{english}: {fault.english}",
    )


def too_long(tree: Tree) -> Iterator[Line]:
    """Codes and names that no page could show."""
    for one in tree.divisions.values():
        if len(one.code) > LONGEST_CODE or len(one.name) > LONGEST_NAME:
            chinese = f"代码最多 {LONGEST_CODE} 位，名称最多 {LONGEST_NAME} 字"
            english = f"codes have {LONGEST_CODE} signs at most, names {LONGEST_NAME}"
            yield f"第 {one.number} 个要素：{chinese}", f"feature {one.number}: {english}"


def of_elsewhere(tree: Tree, place: Place) -> list[Line]:
    """That a file divides another place: none of its codes belongs here."""
    if not place.code.isdecimal() or any(map(belonging(place), tree.divisions)):
        return []
    some = next(iter(tree.divisions))
    return [
        (
            f"没有一个代码属于{place.name}（{place.code}），例如 {some}：请核对是不是本地的文件",
            f"no code belongs to {place.name} ({place.code}), as {some}: is it another place's file?",
        )
    ]


def belonging(place: Place) -> Callable[[str], bool]:
    """Whether a code is part of a place, or the place part of what it stands for."""
    own = place.code.rstrip("0")

    def belongs(code: str) -> bool:
        return code.startswith(own) or own.startswith(code.rstrip("0"))

    return belongs


def doubts(found: Divided, place: Place, standing: Tree) -> list[Line]:
    """What to look at in a file that is taken: strays, overlaps, parents that are missing also among those
    `standing` after it, and codes of counties that are not in the list of the state."""
    drawn = [fault for fault in found.doubts if fault not in found.tree.faults]
    number = {code: one.number for code, one in found.tree.divisions.items()}
    orphans = [one._replace(row=number[one.code]) for one in standing.faults if one.code in number]
    return [*map(line_of, sorted(drawn + orphans)), *foreign(found.tree, place), *counties(found.tree)]


def foreign(tree: Tree, place: Place) -> Iterator[Line]:
    """Divisions whose codes belong to another place."""
    belongs = belonging(place)
    for one in tree.divisions.values() if place.code.isdecimal() else ():
        if not belongs(one.code):
            yield (
                f"第 {one.number} 个要素（{one.code}）：代码不属于{place.name}（{place.code}）",
                f"feature {one.number} ({one.code}): its code is none of {place.name} ({place.code})",
            )


def counties(tree: Tree) -> Iterator[Line]:
    """County codes that are not in the list of GB/T 2260 that python-stdnum brings, or have another name."""
    first = {one.code[:COUNTY]: one for one in reversed([*tree.divisions.values()])}
    for code, one in sorted(first.items()):
        names = names_of(code)
        at, feature = f"第 {one.number} 个要素（{one.code}）", f"feature {one.number} ({one.code})"
        if not names:
            yield (
                f"{at}：{code} 不在 GB/T 2260 代码表里，请核对",
                f"{feature}: {code} is not in the list of GB/T 2260: check it",
            )
        elif one.code == code and one.name not in names:
            yield (
                f"{at}：GB/T 2260 代码表里 {code} 是{'、'.join(names)}，这里写的是{one.name}",
                f"{feature}: in the list of GB/T 2260 {code} is {'、'.join(names)}, here {one.name}",
            )


def names_of(code: str) -> list[str]:
    """What the list calls a county, city or province today; nothing where the code is not in force.

    The list writes `[1983-]张店区`, several with commas between, and of a province only its two digits.
    """
    known = {
        name: value for _digits, found in numdb.get("cn/loc").info(code) for name, value in found.items()
    }
    if code.endswith("0000"):
        return [known["province"]] if "province" in known else []
    return [name for one in known.get("county", "").split(",") if (name := in_force(one))]


def in_force(said: str) -> str:
    """The name in one entry of the list, empty where its years are over."""
    years, bracket, name = said.removeprefix("[").partition("]")
    if not bracket:
        return said
    since, _dash, until = years.partition("-")
    year = clock.today().year
    return name if int(since or 0) <= year <= int(until or year) else ""
