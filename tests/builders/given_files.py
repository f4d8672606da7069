"""Files as people give them: photographs that say where they were taken, papers, and what must be refused."""

from __future__ import annotations

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

CAMERA = "QINGWU-CAM-7"
PDF = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def photo(form: str = "JPEG", shade: int = 120) -> bytes:
    """A photograph that tells its camera and, to the second, where it was taken."""
    exif = Image.Exif()
    exif[Base.Make] = CAMERA
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo).update(
        {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (36.0, 48.0, 12.0), GPS.GPSLongitude: (118.0, 1.0, 59.0)}
    )
    out = io.BytesIO()
    note = b"QINGWU-COMMENT-%d" % shade
    Image.new("RGB", (40, 20), (shade, 90, 60)).save(out, form, exif=exif, comment=note)
    return out.getvalue()


def archive(*names: str) -> bytes:
    """A zip that holds empty parts of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, b"")
    return out.getvalue()


def document(*more: str, types: bytes = b"<Types/>") -> bytes:
    """A Word document, with further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", types)
        for name in ("word/document.xml", *more):
            file.writestr(name, b"<x/>")
    return out.getvalue()


def old_office(part: str) -> bytes:
    """An office file of before 2007 that has a part of this name."""
    return OLE + part.encode("utf-16-le") + bytes(60)


def given(name: str = "照片.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    """A file as a form gives it."""
    return SimpleUploadedFile(name, photo() if data is None else data)
