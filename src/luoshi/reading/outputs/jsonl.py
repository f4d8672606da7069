"""The public schema, one object a line: the exact form, which the others only show."""

from __future__ import annotations

import json
from collections.abc import Sequence

from luoshi.reading.model import Report

from .schema import record
from .writer import Entry, Writer

# One encoder for all lines: json.dumps would build one for each.
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


class JsonlWriter(Writer):
    """UTF-8 without byte-order mark, `\\n` after each object."""

    def add(self, report: Report, entries: Sequence[Entry]) -> None:
        """One line an entry."""
        lines = [_encode(record(report, entry)) for entry in entries]
        if lines:
            self.stream.write(_bytes("\n".join(lines)) + b"\n")


def _bytes(lines: str) -> bytes:
    """UTF-8; half a surrogate pair, which UTF-8 cannot hold, as the escape that JSON has for it."""
    try:
        return lines.encode()
    except UnicodeEncodeError:
        return lines.encode(errors="backslashreplace")
