"""Looking into an office file's zip directory before anything in it is unpacked."""

from __future__ import annotations

import io
from zipfile import BadZipFile, ZipFile

from luoshi.reading.sources.refusal import Reason, SourceError

MAX_UNPACKED = 256 * 1024**2
MAX_PART = 64 * 1024**2
"""The largest single XML part; a parsed part takes several times its size in memory."""

MAX_RATIO = 200
RATIO_MATTERS = 16 * 1024**2

MAIN_PART = "word/document.xml"

BROKEN = Reason(
    "已损坏（压缩结构不完整），请重新下载", "is damaged (its zip structure is broken): download it again"
)
BOMB = Reason(
    "解压后异常庞大，拒绝读取；请另存为新的 .docx",
    "unpacks to an abnormal size and is refused: save it as a new .docx",
)
LOCKED = Reason("已加密，请去除密码后再读取", "is encrypted with a password: remove the password first")
OTHER_ZIP = Reason(
    "是压缩包而不是 .docx 文档，请先解压再读取", "is a zip archive, not a .docx document: unpack it first"
)

OTHER_OFFICE: tuple[tuple[str, Reason], ...] = (
    (
        "OFD.xml",
        Reason("是 OFD 版式文件，请转换为 PDF 或 .docx", "is an OFD file: convert it to PDF or .docx"),
    ),
    (
        "xl/",
        Reason(
            "是 Excel 表格，请将正文另存为 .docx 或 .txt", "is a spreadsheet: save its text as .docx or .txt"
        ),
    ),
    (
        "ppt/",
        Reason(
            "是演示文稿，请将正文另存为 .docx 或 .txt", "is a presentation: save its text as .docx or .txt"
        ),
    ),
    (
        "content.xml",
        Reason("是 OpenDocument 文档，请另存为 .docx", "is an OpenDocument file: save it as .docx"),
    ),
)


def check_docx(data: bytes) -> None:
    """Raise SourceError unless the zip directory is that of a sound .docx of a sane size."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise SourceError(*BROKEN) from error


def _check(archive: ZipFile) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise SourceError(*LOCKED)
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    parts = [entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    if unpacked > MAX_UNPACKED or max(parts, default=0) > MAX_PART:
        raise SourceError(*BOMB)
    if unpacked > RATIO_MATTERS and unpacked > MAX_RATIO * packed:
        raise SourceError(*BOMB)
    names = archive.namelist()
    if MAIN_PART not in names:
        raise SourceError(*_what_else(names))


def _what_else(names: list[str]) -> Reason:
    for start, reason in OTHER_OFFICE:
        if any(name.startswith(start) for name in names):
            return reason
    return OTHER_ZIP
