"""Reports as users keep them, for the tests of the command: short texts in the words of the real ones."""

from __future__ import annotations

import os
from pathlib import Path

from source_files import docx_file

REPORT = (
    "一、2024年工作回顾\n"
    "建成公园3座。\n"
    "二、2025年主要任务\n"
    "新建公厕5座，改造背街小巷12条。推进“2+4”体系建设。"
)
RESULTS = ["建成公园3座"]
COMMITMENTS = ["新建公厕5座", "改造背街小巷12条", "推进“2+4”体系建设"]
LEFTOVERS = ["一", "2024年", "二", "2025年", "2", "4"]

PAST = (
    "过去一年，全区上下团结奋斗，各项工作取得了明显成效。"
    "去年建成公园3座，新建学校2所，改造背街小巷12条，完成投资5亿元。"
)
"""A report that promises nothing."""

PROMISE = "今年新建公厕5座。"


def fill(folder: Path) -> None:
    """A report, an empty one, one without promises; below them one in each format, and what is no report."""
    (folder / "甲.txt").write_text(REPORT, "utf-8")
    (folder / "空.txt").write_bytes(b"")
    (folder / "往年.txt").write_text(PAST, "utf-8")
    below = folder / "各县" / "2025"
    below.mkdir(parents=True)
    (below / "乙.txt").write_text(PROMISE, "utf-8")
    (below / "丙.HTML").write_text(f"<!DOCTYPE html><html><body><p>{PROMISE}</p></body></html>", "utf-8")
    (below / "丁.docx").write_bytes(docx_file(lambda document: document.add_paragraph(PROMISE)))
    for name in ("图.png", "~$丁.docx", ".隐.txt", "乙.labels.jsonl"):
        (below / name).write_text(PROMISE, "utf-8")


def files_in(folder: Path) -> list[str]:
    """Names of all files there, hidden ones too."""
    return sorted(os.listdir(folder))
