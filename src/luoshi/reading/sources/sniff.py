"""Which format a file has: its first bytes decide, its name only where they say nothing."""

from __future__ import annotations

import re
from pathlib import PurePath

from luoshi.reading.sources.refusal import Reason, SourceError

HEAD = 4096

PICTURE = Reason("是图片，请先做文字识别再读取", "is a picture: run OCR on it first")
ARCHIVE = Reason("是压缩包，请先解压再读取", "is an archive: unpack it first")
RICH_TEXT = Reason("是 RTF 文档，请另存为 .docx", "is an RTF document: save it as .docx")
WEB_ARCHIVE = Reason("是网页归档（MHT），请另存为 HTML", "is a web archive (MHT): save the page as HTML")
OLD_OFFICE = Reason(
    "已加密，或是旧版 .doc/.wps 文档，请去除密码并另存为 .docx",
    "is encrypted, or an old .doc/.wps document: save it as .docx without a password",
)
PASSWORD = Reason(
    "已加密，请去除密码后另存为 .docx", "is encrypted with a password: save it as .docx without one"
)
MISNAMED = Reason(
    "内容与后缀不符或文件已损坏，请重新下载",
    "is damaged or not what its suffix says: download it again",
)

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream that holds an encrypted OOXML package, as OLE2 directories spell it.
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

SIGNATURES: tuple[tuple[bytes, str | Reason], ...] = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "docx"),
    (b"PK\x05\x06", "docx"),
    (OLE2, OLD_OFFICE),
    (b"{\\rtf", RICH_TEXT),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"\x1f\x8b", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"BZh9", ARCHIVE),
    (b"\xfd7zXZ\x00", ARCHIVE),
    (b"MIME-Version:", WEB_ARCHIVE),
    (b"From: <Saved by", WEB_ARCHIVE),
)

SUFFIXES: dict[str, str | Reason] = {
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".md": "text",
    ".markdown": "text",
    ".txt": "text",
    ".pdf": MISNAMED,
    ".docx": MISNAMED,
}

COMMENT = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
FRAGMENT = re.compile(rb"\s*<(?:div|p|table|meta|title|article|section|h[1-6])\b[^<]*>", re.IGNORECASE)


def format_of(data: bytes, name: str) -> str:
    """The key of the reader for this file. Raises SourceError for a format that no reader reads."""
    found = _by_content(data) or _by_name(data, name)
    if isinstance(found, Reason):
        raise SourceError(*found)
    return found


def _by_content(data: bytes) -> str | Reason | None:
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, found in SIGNATURES:
        if head.startswith(signature):
            return PASSWORD if found is OLD_OFFICE and ENCRYPTED_PACKAGE in data else found
    return "html" if PAGE.match(_markup(head)) else None


def _by_name(data: bytes, name: str) -> str | Reason:
    suffix = PurePath(name).suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    return "html" if FRAGMENT.match(_markup(data[:HEAD])) else "text"


def _markup(head: bytes) -> bytes:
    """The head without comments and, so that UTF-16 pages are seen too, without NULs and marks."""
    return COMMENT.sub(b"", head.replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf"))
