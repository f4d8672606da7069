"""Where in the text of a TOML file something stands: which line a fault is on."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]
HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
KEY = re.compile(r"\s*([\w-]+)\s*=")


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1, on which each table and each of its keys begins.

    A table of a list has its number in its path: `("register", 0, "field", 2, "type")`.
    """
    found: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    table: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.match(line):
            table = entered(header[2].split("."), counts, is_list=header[1] == "[[")
            found.setdefault(table, number)
        elif key := KEY.match(line):
            found.setdefault((*table, key[1]), number)
    return found


def entered(names: list[str], counts: dict[Path, int], *, is_list: bool) -> Path:
    """The path of a table whose header names these; of lists, the last one that was begun."""
    path: Path = ()
    for depth, name in enumerate(names):
        path = (*path, name)
        if is_list and depth == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def line_at(lines: dict[Path, int], path: Path) -> int:
    """The line of the nearest thing around a path that has one."""
    while path not in lines:
        path = path[:-1]
    return lines[path]
