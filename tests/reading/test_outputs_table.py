"""The table on the screen."""

from __future__ import annotations

import io

import pytest
from output_reports import commitments, everything, report, written
from rich.cells import cell_len

from luoshi.reading.model import Item, Report
from luoshi.reading.outputs import open_writer


class _Screen(io.BytesIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def _lines(*parts: object) -> list[str]:
    return written("table", *parts).decode().splitlines()  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")


def test_each_commitment_stands_under_its_heading_with_its_target() -> None:
    source = report()
    lines = _lines((source, commitments(source)))
    assert lines[0].startswith("青梧区2025年政府工作报告")
    assert "承诺 5 项，其中有数字的 4 项" in lines[1]
    assert "二、今年工作" in lines
    park, tenants = (
        next(line for line in lines if word in line) for word in ("虚拟经济产业园", "入园企业超过")
    )
    assert park.split()[0] == "1.1"
    assert tenants.split() == [
        "1.2",
        "年内入园企业超过100家",
        "入园企业",
        ">100家",
        "2025年",
        tenants.split()[-1],
    ]
    assert any("≥30亿元" in line for line in lines)
    assert any("40万平方米" in line and ";" in line for line in lines)
    assert any("不确定：范围" in line for line in lines)


def test_kinds_are_told_apart_and_leftovers_say_why() -> None:
    source = report()
    text = "\n".join(_lines((source, everything(source))))
    assert text.index("承诺 5 项") < text.index("结果 2 项") < text.index("遗留数字 1 个")
    assert "2+4" in text
    assert "名称" in text


@pytest.mark.parametrize("width", [40, 72, 88, 100, 200])
def test_the_table_keeps_to_the_width(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    source = report()
    lines = _lines((source, everything(source)))
    assert max(cell_len(line) for line in lines) <= width
    assert "不确定：范围" in "".join(line.replace(" ", "") for line in lines) or width < 100


def test_a_narrow_table_still_says_what_is_unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    source = report()
    assert "不确定" in "".join(_lines((source, commitments(source))))


def test_a_pipe_gets_no_colours_and_a_terminal_does() -> None:
    source, screen = report(), _Screen()
    assert b"\x1b" not in written("table", (source, commitments(source)))
    with open_writer("table", screen) as writer:
        writer.add(source, commitments(source))
    assert b"\x1b[1m" in screen.getvalue()


def test_text_cannot_drive_the_terminal() -> None:
    text = "增长\x1b[31m\x9b31m\u202e[bold]5%[/bold]"
    source = Report("s", text, items=[Item("i", "commitment", [text], text, text, [(0, len(text))])])
    data = written("table", (source, source.items)).decode()
    assert not set(data) & set("\x1b\x9b\u202e")
    assert "[bold]" in data
