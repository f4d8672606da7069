"""Sources: bytes of a report to its text. One module per document format, each a `read(data) -> text`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from luoshi.reading.model import Document, UnreadableReport
from luoshi.reading.sources import html, pdf, plain, word
from luoshi.reading.sources.content import check_chinese
from luoshi.reading.sources.refusal import Reason, SourceError, damaged
from luoshi.reading.sources.sniff import format_of

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read."""

READERS: dict[str, Callable[[bytes], str]] = {
    "text": plain.read,
    "html": html.read,
    "docx": word.read,
    "pdf": pdf.read,
}
"""The formats that can be read. To add one: a module with `read`, a line here, its signature in `sniff`."""

__all__ = ["MAX_BYTES", "READERS", "Document", "UnreadableReport", "check", "load", "load_path"]


def load(data: bytes, name: str, page: Callable[[int, int], object] | None = None) -> Document:
    """The text of a report in whatever format it comes; `name` is its file name, "-" for standard input.

    Only a PDF can take long: `page` is told each page that is read, from 1, and how many there are.

    Raises UnreadableReport, and nothing else, when the bytes yield no Chinese text.
    """
    try:
        _check_size(len(data))
        text = _read(data, name, page)
        check_chinese(text)
    except SourceError as reason:
        raise reason.about(name) from reason
    return Document(name, text)


def check(data: bytes, name: str) -> None:
    """Refuse at a glance what cannot be a report by its size or its first bytes; nothing is parsed yet.

    Raises UnreadableReport.
    """
    try:
        _check_size(len(data))
        format_of(data, name)
    except SourceError as reason:
        raise reason.about(name) from reason


def load_path(path: str | Path) -> Document:
    """The text of a report on disk; a file that is too large is refused before it is read.

    The document is named by the last part of its path. Raises UnreadableReport, also for a missing file.
    """
    path = Path(path)
    try:
        data = _bytes_of(path)
    except SourceError as reason:
        raise reason.about(path.name) from reason
    return load(data, path.name)


def _read(data: bytes, name: str, page: Callable[[int, int], object] | None) -> str:
    format_name = format_of(data, name)
    try:
        if format_name == "pdf" and page:
            return pdf.read(data, page)
        return READERS[format_name](data)
    except SourceError:
        raise
    except Exception as error:
        raise damaged(error) from error


def _bytes_of(path: Path) -> bytes:
    try:
        _check_size(path.stat().st_size)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise SourceError(*_not_opened(error)) from error


def _not_opened(error: OSError | ValueError) -> Reason:
    cause = getattr(error, "strerror", None) or "bad name"
    english = f"cannot be opened ({cause})"
    if isinstance(error, FileNotFoundError):
        return Reason("找不到，请检查路径", f"{english}: check the path")
    if isinstance(error, PermissionError):
        return Reason("没有读取权限，请先取得权限", f"{english}: get permission to read it")
    if isinstance(error, IsADirectoryError):
        return Reason("是文件夹，请指定其中的文件", f"{english}: name a file in it")
    return Reason("无法打开，请检查路径和权限", f"{english}: check the path and the permissions")


def _check_size(size: int) -> None:
    if size > MAX_BYTES:
        actual, limit = f"{size / 1024**2:.1f} MB", f"{MAX_BYTES // 1024**2} MB"
        raise SourceError(
            f"大小为 {actual}，超过上限 {limit}，请拆分或只保留报告正文",
            f"is {actual}, over the limit of {limit}: split it or keep only the report",
        )
