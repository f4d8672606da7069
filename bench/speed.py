"""How fast the whole read is, beside the peers that are installed; and whether memory stays flat.

usage: speed.py SHARED [--short]

All are run in turn in one process on the same text, each three times, and the median counts: so a
ratio holds also where the machine's speed drifts. Peers do less: rjieba only cuts words, cn2an only
rewrites numerals, recognizers-text only finds numbers.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from luoshi.reading import Document, read

ROUNDS = 3
SLOW_SHARE = 20
"""Peers that are slow by nature read only this part of the text."""


def peers() -> dict[str, tuple[Callable[[str], object], int]]:
    """The peers that are installed: a function of one text, and the part of the text it reads."""
    found: dict[str, tuple[Callable[[str], object], int]] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import rjieba

            found["rjieba 切词"] = (rjieba.cut, 1)
        except ImportError:
            pass
        try:
            import cn2an

            found["cn2an 数字改写"] = (lambda text: cn2an.transform(text, "cn2an"), SLOW_SHARE)
        except ImportError:
            pass
        try:
            from recognizers_number import Culture, recognize_number

            def recognise(text: str) -> object:
                return [recognize_number(line, Culture.Chinese) for line in text.splitlines() if line]

            found["recognizers-text 找数字"] = (recognise, SLOW_SHARE)
        except ImportError:
            pass
    return found


def speed(function: Callable[[str], object], texts: list[str], share: int) -> float:
    """Characters a second over all texts, of each its first 1/share."""
    pieces = [text[: len(text) // share] for text in texts]
    start = time.perf_counter()
    for piece in pieces:
        function(piece)
    return sum(map(len, pieces)) / (time.perf_counter() - start)


def compare(texts: list[str]) -> None:
    """Print the median speeds and the ratios of ours to each peer's, round by round."""
    contenders: dict[str, tuple[Callable[[str], object], int]] = {
        "luoshi read 全读": (lambda text: read(Document("", text)), 1),
        **peers(),
    }
    for function, share in contenders.values():
        speed(function, texts[:1], share)
    rounds = [
        {name: speed(function, texts, share) for name, (function, share) in contenders.items()}
        for _ in range(ROUNDS)
    ]
    ours = next(iter(contenders))
    for name in contenders:
        median = statistics.median(measured[name] for measured in rounds)
        ratio = statistics.median(measured[ours] / measured[name] for measured in rounds)
        print(f"{name}: {median:,.0f} characters/s · luoshi reads {ratio:,.2f} times as fast")
    print(f"characters: {sum(map(len, texts)):,} in {len(texts)} reports, {ROUNDS} rounds")


def peak(files: list[Path], count: int) -> int:
    """The peak memory in MB of one command that reads `count` reports."""
    with tempfile.TemporaryDirectory() as folder:
        for i in range(count):
            (Path(folder) / f"{i:04}.txt").symlink_to(files[i % len(files)].resolve())
        pid = os.spawnl(
            os.P_NOWAIT,
            sys.executable,
            sys.executable,
            *("-m", "luoshi", "read", folder, "--only", "all", "--format", "jsonl", "-o", os.devnull),
        )
        _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"luoshi read ended with status {status}")
    return usage.ru_maxrss // 1024


def main() -> int:
    reports = sorted((Path(sys.argv[1]) / "reports").glob("*.txt"))
    short = "--short" in sys.argv
    if not reports:
        print(f"{sys.argv[1]}/reports: no reports here, so nothing is measured")
        return 0
    texts = [report.read_bytes().decode() for report in (reports[:5] if short else reports)]
    compare(texts)
    few, many = (20, 100) if short else (100, 1000)
    small, large = peak(reports, few), peak(reports, many)
    print(f"peak memory: {small} MB for {few} reports, {large} MB for {many}: {large / small:.2f} times")
    print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at its peak")
    return 0


if __name__ == "__main__":
    sys.exit(main())
