"""The evidence folder: each file once, under its SHA-256, whatever its name was.

Beside a photograph lies its public copy, drawn anew from its points, so that nothing else of it goes out.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from django.conf import settings
from django.http import FileResponse
from django.utils.translation import gettext as _

from luoshi.office.actions import Refused
from luoshi.office.kinds import IMAGES, kind_of

LONGEST = 120
MOST_POINTS = 50_000_000
"""A larger picture would fill the memory when it is drawn."""


class Given(Protocol):
    """A file as a form gives it."""

    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is on the disk: its SHA-256, its length in bytes, and what it is."""

    sha256: str
    size: int
    kind: str


def keep(given: Given) -> Kept:
    """Keep a file for ever. Refused where it is too large, could run, or the disk does not take it."""
    digest, size, name = hashlib.sha256(), 0, shown_name(given.name)
    with coming() as file:
        for chunk in given.chunks():
            size += len(chunk)
            if size > settings.UPLOAD_MAX_BYTES:
                raise too_large(name)
            digest.update(chunk)
            file.write(chunk)
        kept = Kept(digest.hexdigest(), size, kind_of(file, name))
        stand(file, path(kept.sha256))
    return kept


@contextmanager
def coming() -> Iterator[IO[bytes]]:
    """A file of the evidence folder that is being written: gone afterwards, unless `stand` placed it."""
    folder = Path(settings.DATA, "evidence")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".coming-", delete=False) as file:
            try:
                yield file
            finally:
                Path(file.name).unlink(missing_ok=True)
    except OSError as error:
        raise Refused("服务器存不下这个文件（%(why)s），请联系管理员。", why=error.strerror) from error


def stand(file: IO[bytes], place: Path) -> None:
    """Let a file that is whole stand in its place, so that it outlives a power cut."""
    file.flush()
    os.fsync(file.fileno())
    place.parent.mkdir(mode=0o700, exist_ok=True)
    Path(file.name).replace(place)
    synced(place.parent)


def synced(folder: Path) -> None:
    """A name in a folder outlives a power cut only when the folder is written too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def path(sha256: str) -> Path:
    """Where a file lies."""
    return Path(settings.DATA, "evidence", sha256[:2], sha256[2:])


def too_large(name: str) -> Refused:
    """That a file is over the limit, and what the limit is."""
    most = settings.UPLOAD_MAX_BYTES // (1 << 20)
    return Refused("“%(name)s”超过 %(most)s MB，请拆分或压缩后再上传。", name=name, most=most)


def shown_name(name: str | None) -> str:
    """The name of a file as it may be shown: no folders, no line breaks, nothing that turns letters round.

    It is only shown and told to browsers: no file is ever kept under it.
    """
    last = re.split(r"[/\\]", name or "")[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip(". ")
    stem, suffix = PurePosixPath(plain).stem, PurePosixPath(plain).suffix[:10]
    return f"{stem[: LONGEST - len(suffix)]}{suffix}" or _("未命名")


def named_for(name: str, kind: str) -> str:
    """The name of a public copy: of a picture with the ending of what it is drawn as."""
    suffix = {"image/jpeg": ".jpg", "image/png": ".png"}.get(kind)
    return f"{PurePosixPath(name).stem}{suffix}" if suffix else name


def sent(file: Path, *, name: str, kind: str) -> FileResponse:
    """A file for a browser: to be saved, never to be shown or run. Raises FileNotFoundError."""
    response = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def public_copy(sha256: str, kind: str) -> tuple[Path, str]:
    """What the public gets of a file, and its kind: a picture drawn anew, anything else as it is.

    Refused for pictures that cannot be drawn here.
    """
    if kind not in IMAGES:
        return path(sha256), kind
    drawn = "image/jpeg" if kind == "image/jpeg" else "image/png"
    place = path(sha256).with_suffix(".public")
    if not place.exists():
        with coming() as file:
            draw(path(sha256), file, drawn)
            stand(file, place)
    return place, drawn


def draw(source: Path, file: IO[bytes], kind: str) -> None:
    """Draw a picture from its points alone: no place, no time, no camera, no thumbnail, upright."""
    from PIL import Image, ImageOps

    try:
        with Image.open(source) as opened:
            if opened.width * opened.height > MOST_POINTS:
                raise OverflowError
            upright = ImageOps.exif_transpose(opened).convert("RGB" if kind == "image/jpeg" else "RGBA")
    except (OverflowError, Image.DecompressionBombError) as error:
        raise Refused("图片太大，公开前请缩小。") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Refused("这张图片打不开，不能去掉拍摄信息；公开前请另存为 JPEG。") from error
    upright.info.clear()
    upright.save(file, "JPEG" if kind == "image/jpeg" else "PNG", quality=90)
