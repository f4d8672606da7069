"""Text in, items out: `read(source)` gives a report with its items, promises, sections and leftovers."""

from __future__ import annotations

import os
from pathlib import Path

from luoshi.reading.model import (
    Document,
    Item,
    Leftover,
    Promise,
    Quantity,
    Report,
    Section,
    SetAside,
    UnreadableReport,
)
from luoshi.reading.sources import load, load_path

__all__ = [
    "Document",
    "Item",
    "Leftover",
    "Promise",
    "Quantity",
    "Report",
    "Section",
    "SetAside",
    "UnreadableReport",
    "read",
]


def read(
    source: str | os.PathLike[str] | bytes | Document,
    *,
    name: str | None = None,
    place: str | None = None,
    code: str | None = None,
    year: int | None = None,
) -> Report:
    """Read a report: its text, the path of its file, the file's content, or a loaded document.

    `place`, `code` (GB/T 2260) and `year` are taken from the text or the file name where not given.
    Raises UnreadableReport with one clear line where there is nothing to read.
    """
    # The rules compile for a tenth of a second: whoever only asks for help need not wait for it.
    from luoshi.reading.origin import place_of, year_of
    from luoshi.reading.page import repair
    from luoshi.reading.reader import read_page
    from luoshi.reading.structure import frame

    document = opened(source, name)
    page = repair(document.text)
    report = Report(
        source=document.name,
        text=document.text,
        place=place or place_of(page.text, document.name),
        code=code,
        year=year or year_of(page.text, document.name),
    )
    read_page(page, frame(page), report)
    return report


def opened(source: str | os.PathLike[str] | bytes | Document, name: str | None) -> Document:
    """The document that a source is."""
    if isinstance(source, Document):
        return Document(name, source.text) if name else source
    if isinstance(source, str):
        return Document(name or "", source)
    if isinstance(source, bytes):
        return load(source, name or "")
    document = load_path(Path(source))
    return Document(name, document.text) if name else document
