"""What reading found, written out: one module per format, all of them listed here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from .csv import CsvWriter
from .docx import DocxWriter
from .html import HtmlWriter
from .jsonl import JsonlWriter
from .table import TableWriter
from .writer import Entry, Writer, start_of
from .xlsx import XlsxWriter

__all__ = ["FORMATS", "Entry", "Writer", "open_writer", "start_of"]

FORMATS: dict[str, type[Writer]] = {
    "table": TableWriter,
    "jsonl": JsonlWriter,
    "csv": CsvWriter,
    "xlsx": XlsxWriter,
    "docx": DocxWriter,
    "html": HtmlWriter,
}


@contextmanager
def open_writer(name: str, stream: BinaryIO) -> Iterator[Writer]:
    """The writer of the format `name` on `stream`, which stays open.

    On leaving, the end of the output is written; not so after an error: throw the output away then.
    Raises KeyError for a format that is not in `FORMATS`.
    """
    writer = FORMATS[name](stream)
    try:
        yield writer
        writer.close()
    finally:
        writer.release()
