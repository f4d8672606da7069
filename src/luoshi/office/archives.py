"""Backup: one archive with the database, the evidence, the own programmes, what waits to be read, the keys.

Its last member lists the SHA-256 of all others: an archive that was cut or changed is not brought back.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from luoshi.office.copies import Database, bring_back, copy, vendor

FILES = ["audit-heads.jsonl", "audit-key", "secret-key"]
FOLDERS = ["evidence", "programmes", "inbox"]
DATABASE, LIST = "database", "contents.json"
FORMAT = 1


class BadArchive(Exception):
    """The archive cannot be brought back; the message is one line."""


class Hashing(io.RawIOBase):
    """A stream that is hashed while it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.hash = stream, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self.stream.read(len(buffer))
        buffer[: len(piece)] = piece
        self.hash.update(piece)
        return len(piece)


def back_up(*, data: Path, database: Database, file: Path) -> int:
    """Write the archive, whole or not at all; how many files are in it.

    The heads of the audit chain are taken before the database, so that it has all that they speak of, and the
    evidence after it, so that all is there that it speaks of. A file of the inbox whose job ends meanwhile
    may be missing: the job then asks for it once more.
    """
    with tempfile.TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent) as beside:
        made = Path(beside) / "archive"
        hashes: dict[str, str] = {}
        with tarfile.open(made, "w:gz", compresslevel=1) as archive:
            for name in FILES:
                if (data / name).exists():
                    add(archive, name, (data / name).read_bytes(), hashes)
            copied = Path(beside) / DATABASE
            copy(database, copied)
            add_file(archive, DATABASE, copied, hashes)
            for name, path in kept(data):
                with suppress(FileNotFoundError):
                    add_file(archive, name, path, hashes)
            said = {"format": FORMAT, "database": vendor(database), "at": now(), "sha256": hashes}
            add(archive, LIST, json.dumps(said, ensure_ascii=False).encode(), {})
        made.chmod(0o600)
        flush(made)
        os.replace(made, file)
    return len(hashes)


def kept(data: Path) -> Iterator[tuple[str, Path]]:
    """The files of the folders that are backed up, by their names in the archive."""
    for folder in FOLDERS:
        for path in sorted((data / folder).rglob("*")):
            # What begins with a full stop is still coming in.
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                yield path.relative_to(data).as_posix(), path


def add(archive: tarfile.TarFile, name: str, content: bytes, hashes: dict[str, str]) -> None:
    """Put bytes into the archive."""
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = len(content), 0o600, int(time.time())
    archive.addfile(member, io.BytesIO(content))
    hashes[name] = hashlib.sha256(content).hexdigest()


def add_file(archive: tarfile.TarFile, name: str, path: Path, hashes: dict[str, str]) -> None:
    """Put a file into the archive."""
    with path.open("rb") as stream:
        state = os.fstat(stream.fileno())
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = state.st_size, 0o600, int(state.st_mtime)
        hashing = Hashing(stream)
        archive.addfile(member, hashing)
    hashes[name] = hashing.hash.hexdigest()


def flush(path: Path) -> None:
    """Have a file on the disk before it gets its name."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def restore(*, file: Path, data: Path, database: Database) -> int:
    """Bring an archive back into an empty data folder; how many files it had. A failed try leaves nothing."""
    if data.exists() and any(data.iterdir()):
        raise BadArchive(f"{data} 不是空的。 The data folder is not empty: name another by LUOSHI_DATA.")
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        said = unpack(file, data)
        if said["database"] != vendor(database):
            raise BadArchive(f"备份里的数据库是 {said['database']}。 Its database is of another kind.")
        bring_back(database, data / DATABASE)
    except BaseException:
        empty(data)
        raise
    (data / DATABASE).unlink(missing_ok=True)
    (data / LIST).unlink()
    return len(said["sha256"])


def empty(folder: Path) -> None:
    """Remove all that is in a folder."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def unpack(file: Path, into: Path) -> dict[str, Any]:
    """Write out the members of an archive and return its list, which must agree with them."""
    hashes = {}
    try:
        with tarfile.open(file, "r:gz") as archive:
            for member in archive:
                stream = archive.extractfile(member) if member.isreg() else None
                if stream is None or not is_ours(member.name) or member.name in hashes:
                    raise BadArchive(f"备份里有不该有的 {member.name!r}。 It holds what no backup holds.")
                hashes[member.name] = write(stream, into / member.name)
        said = json.loads((into / LIST).read_bytes())
        listed, form = said["sha256"], said["format"]
    except (tarfile.TarError, EOFError, zlib.error, OSError, ValueError, KeyError, TypeError) as error:
        raise BadArchive(f"{file} 不是完整的备份。 It is not a whole backup: {error}") from error
    del hashes[LIST]
    if form != FORMAT or hashes != listed:
        raise BadArchive(f"{file} 的内容与清单不符。 What it holds is not what it lists.")
    return dict(said)


def is_ours(name: str) -> bool:
    """Whether a name is one that backups have: no way leads out of the data folder."""
    if name in {*FILES, DATABASE, LIST}:
        return True
    path = PurePosixPath(name)
    plain = path.as_posix() == name and ".." not in path.parts and "\\" not in name and "\0" not in name
    return plain and len(path.parts) > 1 and path.parts[0] in FOLDERS


def write(stream: IO[bytes], to: Path) -> str:
    """Write out a member that is not there yet; its SHA-256."""
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = hashlib.sha256()
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := stream.read(1 << 20):
            found.update(piece)
            file.write(piece)
    return found.hexdigest()
