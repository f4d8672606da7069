"""Every word of the pages is there in Chinese and in English. What to do where one fails: docs/develop.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import messages
import pytest
from babel.messages.catalog import Message
from django.utils import translation

from luoshi.office.actions import Refused

CATALOGUE = messages.catalogue()
ROWS = [row for row in CATALOGUE if row.id]
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
"""Chinese characters and full-width signs."""
WORD = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)|\{\w*\}")
MARKED = r'{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}|{%\s*translate\s+"[^"]*"[^%]*%}|{#.*?#}'
TEMPLATES = sorted(messages.SOURCE.rglob("*.html"))
ROOMS = ("board", "office", "web")
SAID_TWICE = {
    *(
        "board/api/__init__.py",
        "board/api/answers.py",
        "board/api/guard.py",
        "office/tokens.py",
        "web/uploads.py",
    ),
    *("office/archives.py", "office/copies.py", "office/ticks.py", "office/audit/heads.py"),
    *(
        "office/audit/proof.py",
        "office/evidence.py",
        "board/ticks.py",
        "web/database.py",
        "web/health.py",
        "web/options.py",
    ),
}
"""What the command line and the API say: both languages on one line."""
THE_TABLE = "board/tasktable/"
"""The task table is a Chinese document; it comes back by its words."""
AS_IT_IS = {"中文", "倍", "年主要任务\n", "年", "并入 ", "撤销并入 ", "并自 ", "拆自 ", "；"}
"""The language's own name, a unit, a heading and a file name as places write them, the board's own reasons:
what is written down with a fact stays as written."""


def english(row: Message) -> list[str]:
    return list(row.string) if row.pluralizable else [row.string]


def test_everything_said_has_its_english() -> None:
    """If this fails: make messages, and write the English into the .po."""
    known = {row.id for row in ROWS}
    assert messages.found() <= known, messages.found() - known
    assert not messages.missing(CATALOGUE)


def test_the_catalogue_holds_nothing_else() -> None:
    """If this fails: make messages."""
    assert {row.id for row in ROWS} <= messages.found()
    assert messages.PO.read_bytes() == messages.po(messages.updated(CATALOGUE))


def test_what_is_read_is_what_is_written() -> None:
    """The compiled catalogue is that of the .po. If this fails: make messages."""
    assert messages.MO.read_bytes() == messages.mo(CATALOGUE)


def test_the_english_is_english() -> None:
    """In no Chinese character and no full-width sign."""
    assert not [words for row in ROWS for words in english(row) if CHINESE.search(words)]


def test_the_english_has_the_same_places_to_fill() -> None:
    """It names what the Chinese names."""
    for row in ROWS:
        source = row.id[0] if row.pluralizable else row.id
        for words in english(row):
            assert sorted(PLACEHOLDER.findall(words)) == sorted(PLACEHOLDER.findall(source)), words


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_says_anything_that_is_not_marked(path: Path) -> None:
    """Every Chinese word stands in translate or blocktranslate."""
    text = re.sub(MARKED, "", path.read_text("utf-8"), flags=re.S)
    bare = {found for found in re.findall(rf"{CHINESE.pattern}+", text) if found not in AS_IT_IS}
    assert not bare


def bare_words(code: str) -> Iterator[str]:
    """The Chinese that code says without marking it; docstrings say nothing."""
    tree = ast.parse(code)
    marked = {id(node) for call in ast.walk(tree) if is_marked(call) for node in ast.walk(call)}
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        said = node.value if isinstance(node, ast.Constant) and id(node) not in marked | silent else None
        if isinstance(said, str) and WORD.search(said):
            yield said


def is_marked(node: ast.AST) -> bool:
    """Whether this is a call that looks its words up."""
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in messages.KEYWORDS
    )


def pages() -> list[str]:
    """The modules whose words people read on pages."""
    found = [path for room in ROOMS for path in (messages.SOURCE / room).rglob("*.py")]
    names = [str(path.relative_to(messages.SOURCE)) for path in found if path.parent.name != "migrations"]
    return sorted(name for name in names if name not in SAID_TWICE and not name.startswith(THE_TABLE))


@pytest.mark.parametrize("name", pages())
def test_no_code_says_anything_that_is_not_marked(name: str) -> None:
    """Every Chinese word stands in gettext or in a Refused."""
    code = (messages.SOURCE / name).read_text("utf-8")
    assert not [words for words in bare_words(code) if words not in AS_IT_IS]


def test_no_english_is_written_into_what_is_refused() -> None:
    """The words of a refusal are Chinese; the English stands in the catalogue."""
    said = [row.id for row in ROWS if isinstance(row.id, str)]
    assert not [words for words in said if re.search(r"。 [A-Z]", words)]


def test_a_refusal_speaks_the_readers_language() -> None:
    """On a page one language; on the command line both."""
    refusal = Refused("没有代码为 %(code)s 的地方。", code="990101")
    assert str(refusal) == "没有代码为 990101 的地方。"
    with translation.override("en"):
        assert str(refusal) == "No place has the code 990101."
    assert refusal.in_both() == "没有代码为 990101 的地方。 No place has the code 990101."
