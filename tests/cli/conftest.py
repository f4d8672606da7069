"""The folder in which the tests of the command stand, and what the command says there."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Hear, Said
from ledgers import Saying, lay, listen
from report_files import fill


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, filled with reports."""
    fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def hear(capfdbinary: pytest.CaptureFixture[bytes]) -> Hear:
    """What was written, also by libraries that go past Python's own streams."""
    return lambda: Said(*capfdbinary.readouterr())


@pytest.fixture
def said(capsysbinary: pytest.CaptureFixture[bytes]) -> Saying:
    """What `luoshi status` has said."""
    return listen(capsysbinary)


@pytest.fixture
def ledgers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the three ledgers in it."""
    monkeypatch.chdir(tmp_path)
    lay()
    return tmp_path
