"""The evidence folder: what is kept, under which name, and what is refused."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from pathlib import Path

import pytest
from django.conf import settings
from given_files import CAMERA, OLE, PDF, archive, document, given, old_office, photo
from PIL import Image
from PIL.ExifTags import IFD

from luoshi.office import files
from luoshi.office.actions import Refused


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An evidence folder of one's own."""
    monkeypatch.setattr(settings, "DATA", tmp_path)
    return tmp_path / "evidence"


def names_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_lies_under_its_sha256(folder: Path) -> None:
    """Whole, once however often it comes, readable by nobody else."""
    digest = hashlib.sha256(PDF).hexdigest()
    for name in ("验收.pdf", "再来一次.pdf"):
        kept = files.keep(given(name, PDF))
    assert (kept.sha256, kept.size, kept.kind) == (digest, len(PDF), "application/pdf")
    assert names_in(folder) == [f"{digest[:2]}/{digest[2:]}"]
    assert files.path(digest).read_bytes() == PDF
    assert files.path(digest).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (photo(), "image/jpeg"),
        (photo("PNG"), "image/png"),
        (PDF, "application/pdf"),
        (document(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (archive("OFD.xml", "Doc_0/Document.xml"), "application/ofd"),
        (archive("照片/一.jpg"), "application/zip"),
        (old_office("WordDocument"), "application/msword"),
        (OLE, "application/x-ole"),
        ("会议纪要：同意。".encode("gb18030"), "text/plain"),
        ("\ufeff会议纪要".encode("utf-16-le"), "text/plain"),
        (b"\x00\x01\x02dwg", "application/octet-stream"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
    ],
)
def test_a_file_is_what_it_holds(data: bytes, kind: str) -> None:
    """Its name has no say."""
    assert files.keep(given("叫什么都行.xyz", data)).kind == kind


DISGUISED = {
    "exe": b"MZ\x90\x00",
    "elf": b"\x7fELF\x02",
    "java class": b"\xca\xfe\xba\xbe",
    "shortcut": b"L\0\0\0\x01\x14\x02\0",
    "jar": archive("META-INF/MANIFEST.MF", "A.class"),
    "zip with exe": archive("图纸/查看器.EXE"),
    "zip with exe and dots": archive("图纸/查看器.exe. "),
    "docm": document("word/vbaProject.bin"),
    "docm by type": document(types=b'<Types ContentType="application/vnd.ms-word.macroEnabled"/>'),
    "excel 4 macros": archive("[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml"),
    "doc with macros": old_office("_VBA_PROJECT"),
    "far macros": OLE + bytes((1 << 20) - 610) + "_VBA_PROJECT".encode("utf-16-le"),
    "msi": OLE + bytes.fromhex("84100c0000000000c000000000000046"),
    "sh": b"#!/bin/sh\nrm -rf /",
    "bat": b"@echo off\r\ndel *.*",
    "bat after lines": b"\r\n\r\n@ECHO OFF\r\n",
    "vbs": b'Set x = CreateObject("WScript.Shell")',
    "utf-16 bat": "\ufeff@echo off".encode("utf-16-le"),
    "php": b"<?php system('x');",
    "html": b"<!DOCTYPE html><p>x",
    "html later": b"<p>x</p><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "svg after xml": b'<?xml version="1.0"?><svg/>',
    "saved page": b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
}


@pytest.mark.parametrize("disguise", ["现场.jpg", "验收.pdf"])
@pytest.mark.parametrize("trick", DISGUISED)
def test_what_would_run_is_refused_whatever_its_name(folder: Path, trick: str, disguise: str) -> None:
    """Programs, scripts, pages and macros, in one line that names the file; nothing stays."""
    with pytest.raises(Refused, match="程序、脚本") as refusal:
        files.keep(given(disguise, DISGUISED[trick]))
    assert disguise in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert names_in(folder) == []


@pytest.mark.parametrize(
    "name", ["a.exe", "照片.jpg.exe", "a.BAT", "a.exe. ", "a.xlsm", "a.html", "jpg\u202egpj.exe"]
)
def test_a_name_that_would_run_when_saved_is_refused(name: str) -> None:
    """Whatever it holds: the browser saves it under this name."""
    with pytest.raises(Refused, match="程序、脚本"):
        files.keep(given(name, b"plain words"))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "空的"),
        (b"Rar!\x1a\x07\x00", "解压后上传"),
        (b"7z\xbc\xaf\x27\x1c", "解压后上传"),
        (b"PK\x03\x04 and no more", "坏了"),
        (archive("a")[:-30], "坏了"),
        (old_office("EncryptedPackage"), "加了密"),
        (
            archive("a").replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
            "加了密",
        ),
        (b"PK\x05\x06" + bytes(8) + b"\xff\xff\xff\x7f" + bytes(6), "太多"),
    ],
)
def test_what_cannot_be_looked_into_is_refused(folder: Path, data: bytes, why: str) -> None:
    """Empty, sealed, broken, locked, crowded."""
    with pytest.raises(Refused, match=why):
        files.keep(given("材料.zip", data))
    assert names_in(folder) == []


def test_a_file_over_the_limit_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says what the limit is."""
    monkeypatch.setattr(settings, "UPLOAD_MAX_BYTES", 1 << 20)
    with pytest.raises(Refused, match="超过 1 MB"):
        files.keep(given("大.pdf", PDF + bytes(1 << 20)))
    assert names_in(folder) == []


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_full_disk_is_one_clear_line(folder: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    """And leaves nothing behind."""

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if failing == "fsync" else (Path, "replace")), full)
    with pytest.raises(Refused, match="No space left on device"):
        files.keep(given())
    assert names_in(folder) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\照片.jpg", "照片.jpg"),
        ("照片\r\nSet-Cookie: a=b.jpg", "照片Set-Cookie: a=b.jpg"),
        ("照\u202e片\x00.jpg", "照片.jpg"),
        ("..", "未命名"),
        ("", "未命名"),
        (None, "未命名"),
        ("长" * 300 + ".jpg", "长" * 116 + ".jpg"),
    ],
)
def test_a_name_is_only_shown(name: str | None, shown: str) -> None:
    """Folders, line breaks and letters that turn round fall away."""
    assert files.shown_name(name) == shown


def test_a_file_goes_out_to_be_saved_only(db: None) -> None:
    """As an attachment, under its Chinese name, in a sandbox of its own."""
    kept = files.keep(given("照片.jpg"))
    response = files.sent(files.path(kept.sha256), name='照片"\r\n.jpg', kind=kept.kind)
    said = response.headers["Content-Disposition"]
    assert said.startswith("attachment; filename*=utf-8''%E7%85%A7%E7%89%87")
    assert "\n" not in said
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(response) == photo()
    response.close()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_the_public_copy_of_a_photograph_says_nothing_but_the_picture(form: str) -> None:
    """Neither where, when and with what it was taken, nor what was noted in it; it stands upright."""
    kept = files.keep(given("照片", photo(form)))
    assert CAMERA.encode() in files.path(kept.sha256).read_bytes()
    place, kind = files.public_copy(kept.sha256, kept.kind)
    data = place.read_bytes()
    for secret in (CAMERA, "QINGWU-COMMENT", "Exif", "GPS"):
        assert secret.encode() not in data
    with Image.open(io.BytesIO(data)) as copy:
        assert Image.MIME[copy.format or ""] == kind
        assert dict(copy.getexif()) == {}
        assert copy.getexif().get_ifd(IFD.GPSInfo) == {}
        assert copy.size == (20, 40), "turned as the camera said"
    assert files.public_copy(kept.sha256, kept.kind)[0] == place, "drawn once"


def test_a_picture_that_cannot_be_drawn_is_not_made_public() -> None:
    """It would take its place data with it."""
    kept = files.keep(given("照片.heic", b"\x00\x00\x00\x18ftypheic" + bytes(40)))
    with pytest.raises(Refused, match="另存为 JPEG"):
        files.public_copy(kept.sha256, kept.kind)
    broken = files.keep(given("照片.jpg", photo()[:200]))
    with pytest.raises(Refused, match="另存为 JPEG"):
        files.public_copy(broken.sha256, broken.kind)


def test_a_picture_too_large_to_draw_is_not_made_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its points would fill the memory."""
    monkeypatch.setattr(files, "MOST_POINTS", 100)
    kept = files.keep(given())
    with pytest.raises(Refused, match="太大"):
        files.public_copy(kept.sha256, kept.kind)
