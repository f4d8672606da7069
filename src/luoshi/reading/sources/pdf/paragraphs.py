"""Lines of PDF columns to text, with an empty line wherever the page shows a new paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from luoshi.reading.sources.pdf.columns import Flow, Line

WIDE_PITCH = 1.5
INDENT = 1.0
SHORT_LINE = 4.0
SHORT_SHARE = 0.4
SENTENCE_ENDS = tuple("。！？；：”’）】")
SAME_EDGE = 0.3
LEAST_AT_EDGE = 0.1


@dataclass(slots=True)
class Column:
    """The edges between which a flow's lines are set, and the height of its type."""

    left: float
    right: float
    size: float


def paragraphs(flows: list[Flow]) -> str:
    """All lines, one below the other; between flows an empty line only where a paragraph surely begins."""
    pitch = _pitch(flows)
    text = ""
    ended = False
    for flow in flows:
        column = _column(flow)
        for number, line in enumerate(flow):
            is_far = number > 0 and flow[number - 1].base - line.base > WIDE_PITCH * pitch
            starts = ended or is_far or _is_indented(line, column)
            text += ("\n\n" if starts else "\n") + line.text
            ended = _is_short(line, column)
    return text.strip("\n")


def _pitch(flows: list[Flow]) -> float:
    """The usual distance from one baseline to the next."""
    steps = [above.base - below.base for flow in flows for above, below in pairwise(flow)]
    return median(steps) if steps else float("inf")


def _column(flow: Flow) -> Column:
    size = median(line.size for line in flow)
    return Column(_left_edge(flow, SAME_EDGE * size), max(line.right for line in flow), size)


def _left_edge(flow: Flow, tolerance: float) -> float:
    """The leftmost place where more than a stray line begins."""
    starts = sorted(line.left for line in flow)
    least = max(2.0, LEAST_AT_EDGE * len(starts))
    for start in starts:
        if sum(start <= other <= start + tolerance for other in starts) >= least:
            return start
    return starts[0]


def _is_indented(line: Line, column: Column) -> bool:
    return line.left - column.left > INDENT * column.size


def _is_short(line: Line, column: Column) -> bool:
    """Whether the line ends so early that only the end of its paragraph explains it.

    Lines that are not justified end early too, but hardly at the end of a sentence, or in mid-column.
    """
    spare = column.right - line.right
    ends_sentence = line.text.endswith(SENTENCE_ENDS) and spare > SHORT_LINE * column.size
    return ends_sentence or spare > SHORT_SHARE * (column.right - column.left)
