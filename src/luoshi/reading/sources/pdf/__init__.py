"""PDF files with a text layer: its lines in reading order, without running heads and page numbers."""

from __future__ import annotations

import threading
import unicodedata
from contextlib import closing
from typing import TYPE_CHECKING, Any

from luoshi.reading.sources.pdf.columns import flows
from luoshi.reading.sources.pdf.margins import without_margins
from luoshi.reading.sources.pdf.paragraphs import paragraphs
from luoshi.reading.sources.pdf.rows import Page, rows_of
from luoshi.reading.sources.refusal import Reason, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_PAGES = 2000
FEW_CHARACTERS = 20
MOST_UNMAPPED = 0.3
IMAGE_OBJECT = 3

# PDFium may be used by one thread at a time, whatever the document.
PDFIUM = threading.Lock()

ENCRYPTED = Reason("已加密，请去除密码后再读取", "is encrypted: remove the password first")
DAMAGED = Reason("不是完整的 PDF 或已损坏，请重新下载", "is damaged or not a complete PDF: download it again")
TOO_LONG = Reason(
    f"超过 {MOST_PAGES} 页，请只保留报告部分", f"has more than {MOST_PAGES} pages: keep only the report"
)
SCAN = Reason("没有文字层（扫描件），请先做文字识别再读取", "has no text layer (a scan): run OCR on it first")
UNMAPPED = Reason(
    "的文字层是乱码（字体缺少编码表），请先做文字识别再读取",
    "has a garbled text layer (its fonts name no characters): run OCR on it first",
)


def read(data: bytes, page: Callable[[int, int], object] | None = None) -> str:
    """The text: a line for each line, an empty line between paragraphs, columns one after the other.

    `page` is told each page that is read, from 1, and how many there are.

    Raises SourceError for a PDF that is encrypted, damaged, or a picture.
    """
    with PDFIUM:
        pages, pictures = _pages(data, page)
    _check_text_layer(pages, pictures)
    text = paragraphs(flows(without_margins(pages)))
    if not text:
        raise SourceError(*SCAN)
    return text


def _pages(data: bytes, told: Callable[[int, int], object] | None) -> tuple[list[Page], int]:
    """The rows of every page, and how many pages hold a picture."""
    with closing(_open(data)) as document:
        if len(document) > MOST_PAGES:
            raise SourceError(*TOO_LONG)
        pages, pictures = [], 0
        for number, handle in enumerate(_handles(document), 1):
            if told:
                told(number, len(document))
            pages.append(rows_of(handle))
            pictures += _has_picture(handle)
    return pages, pictures


def _open(data: bytes) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        cause = str(error).lower()
        locked = "password" in cause or "security" in cause
        raise SourceError(*(ENCRYPTED if locked else DAMAGED)) from error
    if len(document) == 0:
        document.close()
        raise SourceError(*DAMAGED)
    return document


def _handles(document: Any) -> Iterator[Any]:
    for number in range(len(document)):
        with closing(document[number]) as page:
            yield page


def _has_picture(page: Any) -> bool:
    return any(True for _ in page.get_objects(filter=[IMAGE_OBJECT], max_depth=3))


def _check_text_layer(pages: list[Page], pictures: int) -> None:
    text = "".join(piece.text for page in pages for row in page.rows for piece in row)
    visible = "".join(text.split())
    is_scan = pictures == len(pages) and len(visible) < FEW_CHARACTERS * len(pages)
    if not visible or is_scan:
        raise SourceError(*SCAN)
    if sum(map(_is_unmapped, visible)) > MOST_UNMAPPED * len(visible):
        raise SourceError(*UNMAPPED)


def _is_unmapped(char: str) -> bool:
    """Whether a character stands for a glyph whose meaning the PDF does not tell."""
    return char == "\ufffd" or unicodedata.category(char) in ("Cc", "Co", "Cn")
