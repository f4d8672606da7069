"""Whatever texts and numbers a promise has, the table that goes out comes back without a change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from cast import Cast
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.board import queries
from luoshi.board.models import Commitment, Measure, Milestone
from luoshi.board.tasktable import parse
from luoshi.board.tasktable.changes import planned, told
from luoshi.board.tasktable.known import known
from luoshi.board.tasktable.out_xlsx import workbook
from luoshi.board.tasktable.read_xlsx import read
from luoshi.board.tasktable.rows import step_words, table
from luoshi.board.tasktable.steps import steps_of
from luoshi.office.clock import today
from luoshi.reading.outputs.writer import printable

ODD = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["=1+1", "'", "'=1", "+86", "-", "@x", "＝１", "a\r\nb", "\t", "_x000D_", "<b>", "长" * 200]
    ),
    st.sampled_from(
        ["）", "（", "完成（一期）", "a）（", "2025-01-01 x", "甲、乙", "\ud83c\udf89", "\x00\x0b", " "]
    ),
)
NUMBER = st.decimals(min_value=-(10**23), max_value=10**23, places=6) | st.integers(-5, 5).map(Decimal)
DAY = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def no_progress(done: int, total: int) -> None:
    """Nobody waits."""


def storable(text: str) -> str:
    """What a database keeps."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


@given(
    texts=st.lists(ODD, min_size=8, max_size=8),
    numbers=st.lists(NUMBER, min_size=3, max_size=3),
    days=st.lists(DAY, min_size=4, max_size=4),
)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_out_and_back_changes_nothing(
    cast: Cast, canteens: Commitment, texts: list[str], numbers: list[Decimal], days: list[date]
) -> None:
    """Odd texts, long numbers, any days, in every column that has them."""
    [facts] = queries.gathered(Commitment.objects.filter(pk=canteens.pk).select_related("place"), today())
    first, *others = map(storable, texts)
    facts.commitment.words = first or "x"
    facts.commitment.section, revision = others[0], facts.revision
    revision.title = others[1].strip() or "x"
    revision.contact, revision.criterion, revision.proof = others[2][:60], others[3], others[4]
    revision.supporting = [others[5]]
    revision.untracked, revision.ongoing = len(texts[0]) % 2 == 0, len(texts[1]) % 2 == 0
    target = facts.targets[0]
    target.measure, target.unit = others[6] or "x", others[0][:30]
    target.shared = Measure(place=cast.place, name=others[4] or "x")
    target.value, target.baseline = numbers[0], numbers[1]
    target.start, target.due = min(days[:2]), max(days[:2])
    target.path = [[min(days[:2]).isoformat(), format(numbers[2], "f")]]
    facts.milestones = [Milestone(pk=1, key=1, name=others[1][:120] or "x", proof=others[2], due=days[2])]
    facts.milestones += [Milestone(pk=2, key=2, name=others[3][:120] or "x", proof="", due=days[3])]
    sheet = read(workbook(canteens.place, 2025, table([facts])))
    found = known(canteens.place, create=False)
    found.commitments = {canteens.code: facts}
    said = told(planned(sheet, found, 2025, no_progress))
    assert (said["rows"], said["faults"], said["lines"]) == ([], [], 1)


@given(names=st.lists(st.tuples(ODD, ODD, DAY), max_size=6))
def test_milestones_that_are_named_again_stay(names: list[tuple[str, str, date]]) -> None:
    """In whatever order; each line without blanks around it is one milestone."""
    rows = [
        Milestone(pk=n, key=n, name=name or "x", proof=proof, due=due)
        for n, (name, proof, due) in enumerate(names, 1)
    ]
    lines = [parse.normal(line) for line in map(step_words, reversed(rows))]
    steps = steps_of(rows, [printable(line) for line in lines])
    assert (steps.kept, steps.dropped) == ([], [])


@given(NUMBER)
def test_a_number_is_read_as_it_was_written(value: Decimal) -> None:
    """To the last digit."""
    assert parse.number(format(value, "f")) == value


@pytest.mark.parametrize(
    ("line", "name", "proof"),
    [
        ("2025-06-30 方案批复（批复文件）", "方案批复", "批复文件"),
        ("2025.6.30方案批复", "方案批复", ""),
        ("2025年6月30日　完成（一期）（）", "完成（一期）", ""),
        ("2025/6/30 完成(一期)（照片（三张））", "完成(一期)", "照片（三张）"),
        ("2025-06-30 ）奇怪）", "）奇怪）", ""),
    ],
)
def test_a_line_is_a_milestone(line: str, name: str, proof: str) -> None:
    """Its day, its name, and in the last bracket what proves it."""
    assert parse.gate(line) == parse.Gate(date(2025, 6, 30), name, proof)
