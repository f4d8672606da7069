"""Plain text and Markdown: the characters as they stand, byte-order mark and line ends included."""

from __future__ import annotations

from luoshi.reading.sources.content import holds_binary
from luoshi.reading.sources.encoding import decode
from luoshi.reading.sources.refusal import SourceError


def read(data: bytes) -> str:
    """The decoded text, character for character. Raises SourceError for bytes that are no text."""
    text = decode(data)
    if text is not None and not holds_binary(text):
        return text
    if b"\0" in data or text is not None:
        raise SourceError(
            "不是文本文件（含二进制内容），请确认文件格式",
            "is not text (it holds binary data): check what kind of file it is",
        )
    raise SourceError(
        "编码无法识别，请另存为 UTF-8 后再读取",
        "is in an unknown encoding or has broken characters: save it as UTF-8",
    )
