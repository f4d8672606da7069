"""The pages say what the code does, and lead to where they say."""

from __future__ import annotations

import argparse
import csv
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from luoshi.cli import main, programme, read, status
from luoshi.cli import map as maps

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
VERBS = {"read": read, "status": status, "programme": programme, "map": maps}


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def options() -> list[tuple[str, tuple[str, ...]]]:
    """Every option of every verb, with all its spellings."""
    verbs = argparse.ArgumentParser().add_subparsers()
    for verb in VERBS.values():
        verb.add_to(verbs)
    return [
        (verb, tuple(action.option_strings))
        for verb, parser in verbs.choices.items()
        for action in parser._actions
        if action.option_strings and "--help" not in action.option_strings
    ]


def test_the_tables_are_those_of_the_code() -> None:
    """If this fails: make docs."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, ROOT / "docs" / "tables.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("verb", "spellings"), options())
def test_every_option_is_explained(verb: str, spellings: tuple[str, ...]) -> None:
    pages = [text(page) for page in PAGES if page.parent.name == "docs" and f"luoshi {verb}" in text(page)]
    assert any(f"{spelling}" in page for page in pages for spelling in spellings)


def test_every_option_that_help_names_is_looked_for(capsys: pytest.CaptureFixture[str]) -> None:
    known = {spelling for _, spellings in options() for spelling in spellings}
    for verb in VERBS:
        with pytest.raises(SystemExit):
            main([verb, "--help"])
        assert set(re.findall(r"(?<!\w)--[a-z][a-z-]+", capsys.readouterr().out)) - {"--help"} <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", text(page))
    broken = [
        link
        for link in links
        if not re.match(r"[a-z]+:|#", link) and not (page.parent / link.partition("#")[0]).exists()
    ]
    assert broken == []


def test_the_ledgers_of_the_page_on_status_are_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    page = text(ROOT / "docs" / "status.md")
    ledgers = re.findall(r"```csv\n(.*?)```", page, re.DOTALL)
    names = ["承诺.csv", "进展.csv", "节点.csv"]
    for name, ledger in zip(names, ledgers, strict=True):
        Path(name).write_text(ledger, "utf-8")
    assert main(["status", *names, "--as-of", "2022-06-30", "--format", "jsonl"]) == 0
    said = capsys.readouterr().out
    [example] = re.findall(r"```json\n(.*?)…", page, re.DOTALL)
    assert example in said
    assert len(said.splitlines()) == len(
        {row["id"] for ledger in ledgers for row in csv.DictReader(io.StringIO(ledger))}
    )
