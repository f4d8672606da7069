"""What every output format has in common."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import BinaryIO, ClassVar

from luoshi.reading.model import Item, Leftover, Report, Span

Entry = Item | Leftover

# What XML 1.0 cannot hold, and halves of surrogate pairs, which UTF-8 cannot.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Writer(ABC):
    """One output in the making: `add` each report, then `close`.

    `binary` is true for formats that mean nothing on a terminal.
    """

    binary: ClassVar[bool] = False

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    @abstractmethod
    def add(self, report: Report, entries: Sequence[Entry]) -> None:
        """Write `entries`, which come from `report`, in their order."""

    def close(self) -> None:  # noqa: B027 - most formats end where their last report ends
        """Write the end of the output. The stream stays open."""

    def release(self) -> None:  # noqa: B027
        """Let go of temporary files, also after an error."""


def start_of(entry: Entry) -> int:
    """Where the entry begins in the source."""
    return entry.spans[0][0] if entry.spans else 0


def span_words(spans: Sequence[Span]) -> str:
    """Spans as `a-b;c-d`."""
    return ";".join(f"{start}-{end}" for start, end in spans)


def printable(text: str) -> str:
    """The text with each character that XML or UTF-8 cannot hold replaced by U+FFFD, length kept."""
    return _UNPRINTABLE.sub("\ufffd", text)
