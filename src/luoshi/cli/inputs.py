"""What there is to read: files, folders, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from luoshi.reading.sources import MAX_BYTES, Document, load

SUFFIXES = frozenset({".txt", ".html", ".htm", ".docx", ".pdf", ".md"})
_STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One report to read; `name` goes into the output, `path` is null for standard input."""

    name: str
    path: Path | None

    @property
    def shown(self) -> str:
        """How the user knows it."""
        return str(self.path) if self.path else "标准输入"

    def content(self) -> Path | Document:
        """What the reader takes; of an endless stream no more is read than of a file."""
        if self.path:
            return self.path
        return Document(self.name, load(sys.stdin.buffer.read(MAX_BYTES + 1), _STDIN).text)


def find_inputs(names: Sequence[str]) -> tuple[list[Input], list[str]]:
    """The reports behind the names that the user gave, and a line for each name that stands for none."""
    found: list[Input] = []
    problems: list[str] = []
    for name in names:
        inputs = list(_inputs(name))
        found += inputs
        if not inputs:
            kinds = " ".join(sorted(SUFFIXES))
            problems.append(
                f"{name}：文件夹里没有可读的文件，请放入 {kinds} 文件。 "
                "No file in this folder can be read: put one of these kinds there."
            )
    return found, problems


def _inputs(name: str) -> Iterator[Input]:
    """A file that is not there is an input too: reading it says what is wrong."""
    path = Path(name)
    if name == _STDIN:
        yield Input("stdin", None)
    elif not os.path.isdir(path):  # unlike Path.is_dir, this never raises
        yield Input(path.name, path)
    else:
        for each in sorted(_within(path)):
            yield Input(each.relative_to(path).as_posix(), each)


def _within(folder: Path) -> Iterator[Path]:
    """Reports in the folder and below, without hidden files and the locks (~$) of office programs."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith((".", "~$")):
                yield Path(place, name)
