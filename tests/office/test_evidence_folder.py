"""The evidence is held against the database: what is missing or was changed is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from given_files import PDF, given

from luoshi.office import files
from luoshi.office.actions import place_of
from luoshi.office.evidence import broken_files
from luoshi.office.models import File


@pytest.fixture
def kept(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that two places have; where it lies."""
    monkeypatch.setattr(settings, "DATA", tmp_path)
    found = files.keep(given("验收.pdf", PDF))
    for code, name in (("990101", "青梧区"), ("990102", "邻区")):
        place = place_of(code=code, name=name)
        File.objects.create(place=place, sha256=found.sha256, size=found.size, kind=found.kind)
    return files.path(found.sha256)


def sha256_of(kept: Path) -> str:
    return kept.parent.name + kept.name


def test_an_untouched_file_is_whole(kept: Path) -> None:
    """Whatever else lies in the folder."""
    (kept.parent / "beside.public").write_bytes(b"x")
    assert list(broken_files()) == []


def test_a_missing_file_is_named_once(kept: Path) -> None:
    """By its SHA-256, though two places have it."""
    kept.unlink()
    assert list(broken_files()) == [f"文件 {sha256_of(kept)} 不见了。 file {sha256_of(kept)} is missing"]


@pytest.mark.parametrize("data", [b"", PDF + b" ", PDF.replace(b"1", b"2", 1)])
def test_a_changed_file_is_named(kept: Path, data: bytes) -> None:
    """Emptied, longer, or of the same length."""
    kept.write_bytes(data)
    assert list(broken_files()) == [f"文件 {sha256_of(kept)} 被改过。 file {sha256_of(kept)} was changed"]


def test_what_cannot_be_read_is_named(kept: Path) -> None:
    """A folder in its place, say."""
    kept.unlink()
    kept.mkdir()
    [line] = broken_files()
    assert line.endswith(f"file {sha256_of(kept)} cannot be read")
