"""Codes of divisions become a tree, and what does not fit is said row by row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.geography.divisions import Level, Row, level_of, parents, tidied, tree_of

LIST = [
    Row("990102", "青梧区"),
    Row("990102001", "东街街道"),
    Row("990102001003", "书院社区"),
    Row("990102001003001", "书院第一网格"),
    Row("990102001003002", "书院第二网格"),
    Row("990102002", "西街街道"),
]


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("990000", "province"),
        ("990100", "city"),
        ("990102", "county"),
        ("990102001", "street"),
        ("990102001003", "community"),
        ("990102001003001", "cell"),
        ("990102001003-A7", "cell"),
    ],
)
def test_a_code_tells_its_level(code: str, level: Level) -> None:
    """By how many digits it has."""
    assert level_of(code) == level


@pytest.mark.parametrize(
    "code", ["", "99010", "0990102", "99010２", "9901020", "99010200a", "990102001003 1", "<b>"]
)
def test_what_is_no_code_is_refused(code: str) -> None:
    """A digit too few, a leading zero, a letter among the digits."""
    with pytest.raises(ValueError, match="no division code"):
        level_of(code)


def test_statistical_codes_lose_their_zeros() -> None:
    """A county and a street are often written with twelve digits."""
    assert tidied(" 990102 000000") == "990102"
    assert tidied("990102001000") == "990102001"
    assert tidied("990102001003") == "990102001003"


def test_a_code_tells_what_it_is_part_of() -> None:
    """The nearest first."""
    assert parents("990102001003") == ["990102001", "990102", "990100", "990000"]
    assert parents("990000") == []


def test_a_list_becomes_a_tree() -> None:
    """Whatever the order of its rows."""
    tree = tree_of(LIST[::-1])
    assert tree.faults == []
    assert tree.path("990102001003002") == ["990102", "990102001", "990102001003", "990102001003002"]
    assert [one.name for one in tree.below("990102")] == ["东街街道", "西街街道"]
    assert [one.code for one in tree.below("")] == ["990102"]


def test_a_row_without_name_does_not_stand_in_the_way_of_one_that_has_it() -> None:
    """The first good row of a code counts, and says its number."""
    tree = tree_of([Row("990102", ""), Row("990102", "青梧区")])
    assert (tree.divisions["990102"].number, tree.divisions["990102"].name) == (2, "青梧区")
    assert [fault.row for fault in tree.faults] == [1]


def test_counts_add_up() -> None:
    """What is counted in a cell counts in its street and its district."""
    totals = tree_of(LIST).totals({"990102001003001": 3, "990102001003002": 4, "990102002": 5})
    assert [totals[one.code] for one in LIST] == [12, 7, 7, 3, 4, 5]


def test_what_is_wrong_is_said_row_by_row() -> None:
    """No code, a code twice, no name, a parent that is not there."""
    tree = tree_of(
        [
            *LIST,
            Row("99010", "坏"),
            Row("990102", "又一个"),
            Row("990102003", " "),
            Row("990102009001", "无街道社区"),
        ]
    )
    assert [(fault.row, fault.chinese[:6]) for fault in tree.faults] == [
        (7, "不是区划代码"),
        (8, "与第 1 行"),
        (9, "没有名称"),
        (10, "上级 990"),
    ]
    assert tree.divisions["990102009001"].above == "990102"
    assert tree.divisions["990102"].name == "青梧区"


def test_a_list_may_begin_at_any_level() -> None:
    """Only streets and communities: the streets are roots, and nothing is missed."""
    tree = tree_of(LIST[1:])
    assert tree.faults == []
    assert [one.code for one in tree.below("")] == ["990102001", "990102002"]


def test_a_parent_may_be_said() -> None:
    """For cells whose own numbers do not begin with their community's; it must be there, and above."""
    moved = Row("990102002001001", "归东街的网格", above="990102001003")
    assert tree_of([*LIST, moved]).divisions[moved.code].above == "990102001003"
    for above in ("990102777", moved.code):
        wrong = tree_of([*LIST, moved._replace(above=above)])
        assert wrong.divisions[moved.code].above == ""
        assert "不在表中" in wrong.faults[0].chinese


@given(st.lists(st.from_regex(r"\A[1-2][0-1]{5}([0-1]{3}([0-1]{3}[0-1]{0,3})?)?\Z"), max_size=15))
def test_every_row_is_in_the_tree_or_a_fault(codes: list[str]) -> None:
    """Any codes: each is there once or named, and every path ends."""
    tree = tree_of([Row(code, "甲") for code in codes])
    assert set(tree.divisions) == {tidied(code) for code in codes}
    repeated = [fault for fault in tree.faults if "重复" in fault.chinese]
    assert len(tree.divisions) + len(repeated) == len(codes)
    for code in tree.divisions:
        assert tree.path(code)[-1] == code
