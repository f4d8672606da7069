"""Which words belong to which figure: clauses, and the cells of clauses that hold several figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from luoshi.reading.figures import Figure

CLAUSE = re.compile(r"(?:其中，)?(?:“[^”\n]{0,60}”|（[^（）\n]{0,60}）|《[^》\n]{0,80}》|[^，；。！？\n])+")
BETWEEN = re.compile("[、，]|和|及|以及|并|或")
WORDS = 120
"""As many characters at most, before and after a figure, can be its own; the longest real clause has 102."""
LEAD_IN = re.compile(r"^(?:[^：\d]|20\d\d年){2,40}：(?=[^：]{3,})")


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence: stretches between commas that no quotation or bracket holds together."""
    for m in CLAUSE.finditer(text, start, end):
        lead = LEAD_IN.match(m[0])
        yield m.start() + (lead.end() if lead else 0), m.end()


def cells(text: str, start: int, end: int, figures: Sequence[Figure]) -> list[tuple[str, str]]:
    """For each figure of a clause, the words before and after it that are its own."""
    first, last = figures[0].start, figures[-1].after
    befores, afters = [text[max(start, first - WORDS) : first]], []
    for left, right in pairwise(figures):
        after, before = shared(text[left.after : right.start])
        afters.append(after[:WORDS])
        befores.append(before[-WORDS:])
    afters.append(text[last : min(end, last + WORDS)])
    return list(zip(befores, afters, strict=True))


def shared(gap: str) -> tuple[str, str]:
    """The words between two figures, as what follows the left one and what leads to the right one."""
    if gap[:1] in ("、", "，", "；"):
        return "", gap[1:]
    found = list(BETWEEN.finditer(gap))
    if found:
        return gap[: found[-1].start()], gap[found[-1].end() :]
    return gap, gap
