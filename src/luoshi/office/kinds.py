"""What a file is by what it holds, never by its name; and which files are refused.

What would run when somebody opens it is refused: programs, scripts, web pages, office files with macros, and
archives that hold any of these or cannot be looked into.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO

from luoshi.office.actions import Refused

HEAD = 4096
MIB = 1 << 20
MOST_DIRECTORY = 4 * MIB
"""Most that the list of what an archive holds may take; thirty thousand files fit in."""

UNKNOWN, TEXT, ZIP, OLE = "application/octet-stream", "text/plain", "application/zip", "application/x-ole"
IMAGES = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/bmp", "image/heic")

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"{\\rtf", "application/rtf"),
)
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"dex\n",
    b"\0asm",
    b"L\0\0\0\x01\x14\x02\0",
    b"ITSF",
    b"!<arch>",
    b"\xed\xab\xee\xdb",
    b"MSCF",
)
SEALED = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
"""Archives that cannot be looked into here."""

SCRIPTS = re.compile(
    r"^\s*(#!|@?echo\s+off|<\?php|<%|windows registry editor|\[internetshortcut\])"
    r"|wscript\.|createobject\s*\(|powershell\s+-",
    re.IGNORECASE | re.MULTILINE,
)
PAGES = re.compile(r"<(!doctype\s+html|html|head|body|script|iframe|svg)\b|^mime-version:", re.IGNORECASE)
RUNNING = frozenset(
    "apk app bat chm cmd com cpl deb dll dmg docm dotm exe gadget hta htm html img inf ins iso jar jnlp js"
    " jse lnk mht mhtml msc msi msp pif potm ppam ppsm pptm ps1 py reg rpm scf scr sct sh shtml svg sys url"
    " vb vbe vbs vhd ws wsf wsh xhtml xlam xlsm xltm".split()
)
"""Endings of names by which a system would run a file, or a browser show it as a page."""

OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "OFD.xml": "application/ofd",
}
MACROS = re.compile(
    r"vbaproject\.bin$|/macrosheets/|^basic/|^scripts/|^meta-inf/manifest\.mf$", re.IGNORECASE
)


def in_ole(name: str) -> bytes:
    """A name as office files of before 2007 write the names of their parts."""
    return name.encode("utf-16-le")


VBA, LOCKED = in_ole("_VBA_PROJECT"), in_ole("EncryptedPackage")
INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")
OLE_PARTS = {
    in_ole("WordDocument"): "application/msword",
    in_ole("Workbook"): "application/vnd.ms-excel",
    in_ole("PowerPoint Document"): "application/vnd.ms-powerpoint",
}


def kind_of(file: IO[bytes], name: str) -> str:
    """The media type of a file. Refused, in one line, where it could run or cannot be looked into."""
    head = begin(file)
    if not head:
        raise Refused("“%(name)s”是空的，没有内容。", name=name)
    if head.startswith(PROGRAMS) or ending(name) in RUNNING:
        raise refused(name)
    if head.startswith(SEALED):
        raise Refused("“%(name)s”这种压缩包看不到里面，请解压后上传，或用 zip 压缩。", name=name)
    kind = by_magic(head)
    if kind == ZIP:
        return inside_zip(file, name)
    if kind == OLE:
        return inside_ole(file, name)
    if kind == UNKNOWN and (words := text_of(head)) is not None:
        if PAGES.search(words) or SCRIPTS.search(words):
            raise refused(name)
        return TEXT
    return kind


def by_magic(head: bytes) -> str:
    """The kind that the first bytes tell."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:12] in (b"heic", b"heix", b"mif1", b"msf1") else "video/mp4"
    return next((kind for magic, kind in MAGIC if head.startswith(magic)), UNKNOWN)


def refused(name: str) -> Refused:
    """That a file would run, or be shown as a page."""
    return Refused(
        "“%(name)s”是程序、脚本、网页或带宏的文件，不能上传；请另存为 PDF、图片或不带宏的文件。", name=name
    )


def begin(file: IO[bytes]) -> bytes:
    """The first bytes."""
    file.seek(0)
    return file.read(HEAD)


def ending(name: str) -> str:
    """The last ending of a name, as a system takes it: spaces and full stops after it do not count."""
    return PurePosixPath(name.rstrip(". ")).suffix.lstrip(".").lower()


def text_of(head: bytes) -> str | None:
    """The words of a text, None for what is no text."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, errors="replace")
    if b"\0" in head:
        return None
    return head.decode("utf-8-sig", errors="replace")


def inside_zip(file: IO[bytes], name: str) -> str:
    """What an archive is: an office file by its parts, else a zip; refused for what could run in it."""
    refuse_crowded(file, name)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            names = [part.filename for part in parts]
            is_locked = any(part.flag_bits & 1 for part in parts)
            types = part_of(archive, "[Content_Types].xml") if not is_locked else b""
            declared = part_of(archive, "mimetype").decode("ascii", "replace") if not is_locked else ""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Refused("“%(name)s”打不开，像是坏了，请重新保存后上传。", name=name) from error
    if is_locked:
        raise Refused("“%(name)s”加了密，看不到里面，请解密后上传。", name=name)
    if b"macroEnabled" in types:
        raise refused(name)
    if any(MACROS.search(part) or ending(part) in RUNNING for part in names):
        raise refused(name)
    if declared.startswith("application/vnd.oasis.opendocument."):
        return declared[:100]
    return next((kind for part, kind in OFFICE.items() if any(own.startswith(part) for own in names)), ZIP)


def refuse_crowded(file: IO[bytes], name: str) -> None:
    """Refuse an archive whose list of contents alone would fill the memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - (1 << 16) - 22))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > MOST_DIRECTORY:
        raise Refused("“%(name)s”里的文件太多，请分开上传。", name=name)


def part_of(archive: zipfile.ZipFile, part: str) -> bytes:
    """The beginning of a part of an archive; nothing where there is none."""
    if part not in archive.NameToInfo:
        return b""
    with archive.open(part) as file:
        return file.read(MIB)


def inside_ole(file: IO[bytes], name: str) -> str:
    """An office file of before 2007; refused with macros, as an installer, or locked."""
    file.seek(0)
    before, kind = b"", OLE
    while piece := file.read(MIB):
        window = before + piece
        if VBA in window or INSTALLER in window:
            raise refused(name)
        if LOCKED in window:
            raise Refused("“%(name)s”加了密，看不到里面，请解密后上传。", name=name)
        kind = next((known for part, known in OLE_PARTS.items() if part in window), kind)
        before = piece[-64:]
    return kind
