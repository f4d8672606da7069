"""Sentences that never end."""

from __future__ import annotations

from luoshi.reading import read


def test_a_sentence_without_an_end_is_taken_apart() -> None:
    """A table of ten thousand clauses is no sentence: its items do not each carry all of it."""
    report = read("新建学校6所，" * 10_000, year=2025)
    assert len(report.items) == 10_000
    assert max(len(item.sentence) for item in report.items) < 1000
    assert {item.text for item in report.items} == {"新建学校6所"}
