"""What the command says on standard error: problems, progress, and the closing line."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from luoshi.reading.model import Report

from .inputs import Input

Thing = TypeVar("Thing")


def say(words: str) -> None:
    """One line on standard error; what a file name could do to the screen is taken out."""
    visible = "".join(char if char.isprintable() else " " for char in words)
    sys.stderr.write(" ".join(visible.split()) + "\n")


def counting(inputs: Sequence[Input], is_shown: bool) -> Iterator[Input]:
    """The inputs one by one, with a bar if there are several and somebody is watching."""
    if len(inputs) < 2 or not is_shown:
        yield from inputs
    else:
        yield from watched(inputs, "读报告 reading")


def watched(things: Sequence[Thing], words: str) -> Iterator[Thing]:
    """The things one by one, with a bar if somebody is watching."""
    if not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(things, description=words)


@dataclass(slots=True)
class Tally:
    """What was read so far; `failed` counts the inputs that could not be."""

    reports: int = 0
    failed: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def count(self, report: Report) -> None:
        """Add a report."""
        self.reports += 1
        self.counts.update(item.kind for item in report.items)
        self.counts["numbers"] += sum(item.quantity is not None for item in report.items)
        self.counts["unsure"] += sum(item.unsure for item in report.items)
        self.counts["leftovers"] += len(report.leftovers)

    def closing_line(self, seconds: float) -> str:
        """All that the reports hold, whatever part of it was asked for."""
        counts = self.counts
        failed = (f"，{self.failed} 份失败", f", {self.failed} failed") if self.failed else ("", "")
        return (
            f"{self.reports} 份报告{failed[0]}：承诺 {counts['commitment']}、结果 {counts['result']}、"
            f"其他 {counts['other']}（有数字的 {counts['numbers']}，存疑 {counts['unsure']}），"
            f"遗留数字 {counts['leftovers']}；{seconds:.2f} 秒。 "
            f"{self.reports} report(s){failed[1]}: {counts['commitment']} commitments, "
            f"{counts['result']} results, {counts['other']} other ({counts['numbers']} with a number, "
            f"{counts['unsure']} unsure), {counts['leftovers']} leftovers; {seconds:.2f} s."
        )
