"""What several figures of one clause share: 分别 hands out measures, a last verb serves them all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.reading.figures import Figure
from luoshi.reading.phrases import Phrase
from luoshi.reading.verbs import LIGHT

APART = re.compile("[、和与及]")
BOTH = re.compile("城乡居民")


def distribute(clause: str, figures: Sequence[Figure], phrases: Sequence[Phrase]) -> None:
    """分别增长6%、8%: each figure gets its own measure of the list, and all the same act.

    The figures after the first carry no words of their own.
    """
    if "分别" not in clause or len(figures) < 2:
        return
    first = phrases[0]
    run = [first, *(phrase for phrase in phrases[1:] if phrase.carried)]
    for phrase in run[1:]:
        phrase.action, phrase.basis, phrase.direction = first.action, first.basis, first.direction
    for phrase, measure in zip(run, apart(first.measure, len(run)), strict=False):
        phrase.measure = measure


def apart(joint: str, count: int) -> list[str]:
    """A joint measure as `count` measures, or that many copies where it cannot be taken apart."""
    if count == 2 and BOTH.search(joint):
        return [BOTH.sub("城镇居民", joint), BOTH.sub("农村居民", joint)]
    parts = APART.split(joint)
    if len(parts) != count or count < 2:
        return [joint] * count
    short = max(len(part) for part in parts[:-1])
    shared = parts[-1][short:] if short <= 3 and len(parts[-1]) > short else ""
    return [part + shared for part in parts[:-1]] + parts[-1:]


def share_act(own: Sequence[tuple[str, str]], phrases: Sequence[Phrase]) -> None:
    """完成9条城市支路、15条背街小巷提升改造: the act named last holds for the figures before it."""
    for left, right, (before, _) in zip(phrases[-2::-1], phrases[:0:-1], own[:0:-1], strict=True):
        if not before and left.action in LIGHT and right.named:
            left.action = right.action
