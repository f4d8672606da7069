"""A reader for the tests of the command: each line is an item, and its first character says which."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

import luoshi.reading
from luoshi.reading.model import Item, Kind, Leftover, Report, UnreadableReport

_KINDS: dict[str, Kind] = {"将": "commitment", "已": "result"}


def read_lines(source: Any, *, name: str, place: str | None = None, year: int | None = None) -> Report:
    """A line that begins with 将 is promised, with 已 it is a result, with # it is a leftover."""
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    if not content:
        raise UnreadableReport("空文件，请换一份。 The file is empty.")
    if content == b"KeyError":
        raise KeyError("a bug")
    report, start = Report(name, content.decode(), place, None, year), 0
    for line in report.text.split("\n"):
        span = (start, start + len(line))
        kind = _KINDS.get(line[:1])
        if kind:
            report.items.append(Item(f"{name}-{start}", kind, [], line, line, [span]))
        elif line[:1] == "#":
            report.leftovers.append(Leftover(line, [span], "名称", [], line))
        start += len(line) + 1
    return report


@pytest.fixture(autouse=True)
def _reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(luoshi.reading, "read", read_lines, raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a report, an empty file, a report without promises, and others below."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "甲.txt").write_text("已建成桥\n将建设路\n#2+4\n将建设园", "utf-8")
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "往年.txt").write_text("已建成路", "utf-8")
    below = tmp_path / "各县" / "2025"
    below.mkdir(parents=True)
    for name in ("乙.txt", "丙.HTML", "丁.docx"):
        (below / name).write_text(f"将建设{name}", "utf-8")
    for name in ("图.png", "~$丁.docx", ".隐.txt", "乙.labels.jsonl"):
        (below / name).write_text("将不被读", "utf-8")
    return tmp_path


def files_in(folder: Path) -> list[str]:
    """Names of all files there, hidden ones too."""
    return sorted(os.listdir(folder))
