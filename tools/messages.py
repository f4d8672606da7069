"""The words of the pages and their English: found in templates and code, kept in a catalogue.

The ids are the Chinese words as they stand in the source. New ones are added to the .po without
English, those that are gone are taken out; then the .mo is compiled, which is what the pages read.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[1] / "src/luoshi"
PO = SOURCE / "locale/en/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
ONE = ("_", "_lazy", "gettext", "gettext_lazy", "gettext_noop", "Refused")
KEYWORDS = dict.fromkeys(ONE) | dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2))
"""By which words are marked in code; `Refused` looks its own up."""
HEADERS = (
    ("Language", "en"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
)
Message = str | tuple[str, ...]


def in_code(code: str) -> Iterator[Message]:
    """The words that Python code marks."""
    for _line, words, _comments, _context in extract("python", io.BytesIO(code.encode()), KEYWORDS):
        yield words


def in_template(path: Path) -> Iterator[Message]:
    """The words that a template marks."""
    if not settings.configured:
        settings.configure()
        django.setup()
    code = templatize(path.read_text("utf-8"), str(path))
    # What is left of the markup would be read as indentation.
    yield from in_code(" ".join(code.split("\n")))


class English(Catalog):
    """A catalogue whose header does not change with the day and the version of Babel."""

    mime_headers = property(lambda _self: list(HEADERS))


def found() -> set[Message]:
    """All words that have to be there in English."""
    messages = {words for path in SOURCE.rglob("*.html") for words in in_template(path)}
    messages |= {words for path in SOURCE.rglob("*.py") for words in in_code(path.read_text("utf-8"))}
    return messages


def catalogue() -> Catalog:
    """The English as it stands in the .po."""
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def updated(known: Catalog) -> Catalog:
    """The catalogue of the words that are there now, with the English that is known."""
    fresh = English(locale="en", fuzzy=False)
    for words in found():
        said = known.get(words[0] if isinstance(words, tuple) else words)
        fresh.add(words, said.string if said else None)
    return fresh


def po(catalog: Catalog) -> bytes:
    """The catalogue as it is edited: by the order of the words, without what changes at each writing."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=0, no_location=True, omit_header=True, sort_output=True)
    header = 'msgid ""\nmsgstr ""\n' + "".join(f'"{name}: {said}\\n"\n' for name, said in HEADERS)
    return f"{header}\n{stream.getvalue().decode()}".encode()


def mo(catalog: Catalog) -> bytes:
    """The catalogue as it is read by Django."""
    stream, plain = io.BytesIO(), English(locale="en", fuzzy=False)
    for row in catalog:
        if row.id:
            plain.add(row.id, row.string)
    write_mo(stream, plain)
    return stream.getvalue()


def write() -> list[str]:
    """Bring both files up to date; the words that still lack their English."""
    catalog = updated(catalogue())
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po(catalog))
    MO.write_bytes(mo(catalogue()))
    return missing(catalogue())


def missing(catalog: Catalog) -> list[str]:
    """The words without English, of a plural each form."""
    return [
        str(row.id) for row in catalog if row.id and not all(row.string if row.pluralizable else [row.string])
    ]


if __name__ == "__main__":
    lacking = write()
    sys.stdout.write("".join(f"没有英文 no English: {words}\n" for words in lacking))
    sys.exit(bool(lacking))
