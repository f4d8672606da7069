"""Numbers in people's words: short where that loses nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reading.model import Quantity, Report
from luoshi.reading.outputs.words import (
    decimal_words,
    number_words,
    period_words,
    report_name,
    target_signs,
    target_words,
)

_SCALES = {"万亿": 10**12, "亿": 10**8, "万": 10**4}
exact_decimals = st.decimals(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("3000000000", "30亿"),
        ("3E+9", "30亿"),
        ("400000", "40万"),
        ("12345", "12345"),
        ("3659000000", "36.59亿"),
        ("1300000000000", "1.3万亿"),
        ("6.50", "6.5"),
        ("100", "100"),
        ("0", "0"),
        ("-20000", "-2万"),
    ],
)
def test_a_number_is_said_as_people_say_it(value: str, words: str) -> None:
    assert number_words(Decimal(value)) == words


@given(exact_decimals)
def test_no_number_is_ever_rounded(value: Decimal) -> None:
    """Digits and the word for the scale give back the very value, however long it is."""
    words = number_words(value)
    scale = next((word for word in _SCALES if words.endswith(word)), "")
    power = len(str(_SCALES[scale])) - 1 if scale else 0
    sign, digits, exponent = Decimal(words.removesuffix(scale)).as_tuple()
    assert Decimal((sign, digits, int(exponent) + power)) == value
    assert Decimal(decimal_words(value)) == value


@pytest.mark.parametrize(
    ("facts", "signs", "words"),
    [
        ({"comparator": ">="}, "≥5家", "5家以上"),
        ({"comparator": ">"}, ">5家", "超过5家"),
        ({}, "5家", "5家"),
        ({"comparator": "<="}, "≤5家", "5家以内"),
        ({"comparator": "<"}, "<5家", "低于5家"),
        ({"comparator": "~"}, "约5家", "5家左右"),
        ({"unit": "%", "basis": "growth", "comparator": ">="}, "增长≥5%", "增长5%以上"),
        ({"unit": "%", "basis": "growth", "direction": "down"}, "下降5%", "下降5%"),
        ({"unit": "个百分点", "basis": "change"}, "提高5个百分点", "提高5个百分点"),
        ({"low": Decimal(5), "high": Decimal(6)}, "5—6家", "5—6家"),
        ({"unit": "%", "low": Decimal(5), "high": Decimal(6)}, "5%—6%", "5%—6%"),
        ({"text": "翻一番", "unit": "倍", "basis": "growth"}, "翻一番", "翻一番"),
    ],
)
def test_a_target_says_comparator_value_and_unit(facts: dict[str, Any], signs: str, words: str) -> None:
    quantity = Quantity(**{"text": "5家", "spans": [(0, 2)], "value": Decimal(5), "unit": "家", **facts})
    assert target_signs(quantity) == signs
    assert target_words(quantity) == words


def test_periods_are_years() -> None:
    assert period_words("2022") == "2022年"
    assert period_words("2022/2024") == "2022—2024年"
    assert period_words("到期前") == "到期前"
    assert period_words(None) == ""


def test_a_report_is_called_by_place_and_year_or_by_its_file() -> None:
    assert report_name(Report("a.txt", "", "青梧区", None, 2025)) == "青梧区2025年政府工作报告"
    assert report_name(Report("某县_2020.txt", "")) == "某县_2020"
