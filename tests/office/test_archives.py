"""A backup holds all of an installation, comes back as it was, and lets nothing else in."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from luoshi.office import archives
from luoshi.office.archives import BadArchive, back_up, restore
from luoshi.office.copies import NotCopied
from luoshi.web.database import sqlite

EVIDENCE = "evidence/ab/abcdef"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An installation: a database, a proof, a programme of its own, keys, and what is no part of it."""
    folder = tmp_path / "data"
    for name, content in {
        EVIDENCE: "证据",
        "programmes/食堂/programme.toml": "名称 = '食堂'",
        "inbox/0123-ab": "等着读的报告",
        "secret-key": "s",
        "audit-key": "a",
        "audit-heads.jsonl": "{}",
        "server.log": "no part of it",
        "evidence/.coming-x": "no part of it",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    with closing(sqlite3.connect(folder / "board.sqlite3")) as database:
        database.executescript(
            "PRAGMA journal_mode=WAL; CREATE TABLE fact (value); INSERT INTO fact VALUES (1);"
        )
    return folder


@pytest.fixture
def file(data: Path, tmp_path: Path) -> Path:
    """Its backup."""
    back_up(data=data, database=sqlite(data), file=tmp_path / "备份.tar.gz")
    return tmp_path / "备份.tar.gz"


def come_back(file: Path, into: Path) -> int:
    return restore(file=file, data=into, database=sqlite(into))


def values(folder: Path) -> list[int]:
    with closing(sqlite3.connect(folder / "board.sqlite3")) as database:
        return [value for (value,) in database.execute("SELECT value FROM fact")]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def packed(file: Path, members: dict[str, bytes], **listed: object) -> Path:
    """An archive that somebody else made."""
    with tarfile.open(file, "w:gz") as archive:
        said = json.dumps({"format": 1, "database": "sqlite3", "sha256": {}, **listed}).encode()
        for name, content in {**members, "contents.json": said}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file


def test_all_comes_back(data: Path, file: Path, tmp_path: Path) -> None:
    """Database, evidence, programmes, what waits to be read, keys; nothing else that lay about."""
    assert come_back(file, tmp_path / "new") == 7
    assert values(tmp_path / "new") == [1]
    assert files(tmp_path / "new") == sorted({*files(data)} - {"server.log", "evidence/.coming-x"})
    assert (tmp_path / "new" / EVIDENCE).read_text("utf-8") == "证据"
    assert (tmp_path / "new" / "secret-key").stat().st_mode & 0o077 == 0


def test_only_its_owner_can_read_a_backup(file: Path) -> None:
    """It holds the keys."""
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_backup_is_taken_while_somebody_writes(data: Path, tmp_path: Path) -> None:
    """What was committed by then is in it, what was not is not."""
    with closing(sqlite3.connect(data / "board.sqlite3")) as writer:
        writer.execute("INSERT INTO fact VALUES (2)")
        writer.commit()
        writer.execute("INSERT INTO fact VALUES (3)")
        back_up(data=data, database=sqlite(data), file=tmp_path / "b.tar.gz")
        writer.commit()
    come_back(tmp_path / "b.tar.gz", tmp_path / "new")
    assert values(tmp_path / "new") == [1, 2]


def test_a_file_that_is_read_meanwhile_is_left_out(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its job took it out of the inbox between the look and the copy: that fails no backup."""

    def copied(database: object, to: Path) -> None:
        copy(database, to)
        monkeypatch.setattr(archives, "kept", lambda folder: [*known, ("inbox/gone", folder / "inbox/gone")])

    known, copy = [*archives.kept(data)], archives.copy
    monkeypatch.setattr(archives, "copy", copied)
    back_up(data=data, database=sqlite(data), file=tmp_path / "b.tar.gz")
    assert come_back(tmp_path / "b.tar.gz", tmp_path / "new") == 7


def test_a_backup_that_fails_leaves_the_one_before(data: Path, file: Path) -> None:
    """No half-written file, no rubbish beside it."""
    before = file.read_bytes()
    (data / "board.sqlite3").write_bytes(b"no database")
    with pytest.raises(NotCopied, match="复制不了"):
        back_up(data=data, database=sqlite(data), file=file)
    (data / "board.sqlite3").unlink()
    with pytest.raises(NotCopied, match="没有数据库"):
        back_up(data=data, database=sqlite(data), file=file)
    assert file.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir()) == ["data", file.name]


def test_nothing_is_brought_back_over_what_is_there(data: Path, file: Path) -> None:
    """Another folder must be named."""
    with pytest.raises(BadArchive, match="不是空的"):
        come_back(file, data)


@pytest.mark.parametrize("left", [0, 10, 400])
def test_a_cut_archive_leaves_nothing(file: Path, tmp_path: Path, left: int) -> None:
    """The folder is as empty as before."""
    file.write_bytes(file.read_bytes()[:left])
    with pytest.raises(BadArchive, match="不是完整的备份"):
        come_back(file, tmp_path / "new")
    assert files(tmp_path / "new") == []


@pytest.mark.parametrize(
    "name",
    [
        "../secret-key",
        "/etc/passwd",
        "evidence/../../x",
        "evidence/./x",
        "evidence//x",
        "evidence",
        "programmes\\..\\x",
        "evidence/..\\x",
        "board.sqlite3",
        "",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    """Only what backups hold is written out."""
    file = packed(tmp_path / "b.tar.gz", {name: b"x"})
    with pytest.raises(BadArchive):
        come_back(file, tmp_path / "new")
    assert files(tmp_path) == ["b.tar.gz"]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_refused(tmp_path: Path, kind: bytes) -> None:
    """Plain files only."""
    member = tarfile.TarInfo("evidence/x")
    member.type, member.linkname = kind, "/etc/passwd"
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        archive.addfile(member)
    with pytest.raises(BadArchive, match="不该有"):
        come_back(tmp_path / "b.tar.gz", tmp_path / "new")


def test_what_is_not_as_listed_is_refused(tmp_path: Path) -> None:
    """Changed, added or taken out after the backup."""
    for members, listed in ({"evidence/x": b"x"}, {"evidence/x": "0"}), ({}, {"evidence/x": "0"}):
        file = packed(tmp_path / "b.tar.gz", members, sha256=listed)
        with pytest.raises(BadArchive, match="清单不符"):
            come_back(file, tmp_path / "new")
    assert files(tmp_path / "new") == []


def test_a_backup_of_another_kind_of_database_is_refused(tmp_path: Path) -> None:
    """A dump of PostgreSQL is no SQLite file."""
    file = packed(tmp_path / "b.tar.gz", {}, database="postgresql")
    with pytest.raises(BadArchive, match="postgresql"):
        come_back(file, tmp_path / "new")
