"""Numerals as exact numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reading.numerals import chinese, number

SCALES = {"": 0, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}


@pytest.mark.parametrize(
    ("words", "worth"),
    [
        ("一", 1),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("九十九", 99),
        ("百", 100),
        ("一百零三", 103),
        ("三百五十", 350),
        ("两千", 2000),
        ("三千零五十", 3050),
        ("二零", 20),
        ("三万五千", 35_000),
        ("两万零五百", 20_500),
        ("三亿五千万", 350_000_000),
        ("两亿三千四百万五千", 234_005_000),
    ],
)
def test_a_chinese_numeral_is_worth_what_it_says(words: str, worth: int) -> None:
    """Tens without a one before them, zeros between, digits said one by one."""
    assert chinese(words) == worth


def spelled(value: int) -> str:
    """A number below ten thousand in Chinese: 3050 → 三千零五十."""
    out, zero = "", False
    for digit, scale in zip(f"{value:04}", "千百十 ", strict=True):
        if digit == "0":
            zero = bool(out)
            continue
        out += ("零" if zero else "") + "零一二三四五六七八九"[int(digit)] + scale.strip()
        zero = False
    return out.removeprefix("一") if out.startswith("一十") else out


@given(st.integers(1, 9999))
def test_every_number_survives_its_spelling(value: int) -> None:
    """Spelled out and read back."""
    assert number(spelled(value)) == value


@given(st.integers(1, 9999), st.integers(1000, 9999))
def test_every_number_of_ten_thousands_survives_its_spelling(above: int, below: int) -> None:
    """What stands behind 万 is added."""
    assert number(f"{spelled(above)}万{spelled(below)}") == above * 10_000 + below


@given(st.decimals(0, 10**40, allow_nan=False, allow_infinity=False, places=6), st.sampled_from(list(SCALES)))
def test_every_value_survives_its_formatting(value: Decimal, scale: str) -> None:
    """As digits with a multiplier, with commas between thousands, and read back: not one digit is lost."""
    sign, digits, exponent = value.as_tuple()
    worth = Decimal((sign, digits, int(exponent) + SCALES[scale]))
    assert number(format(value, "f"), scale) == worth
    assert number(format(value, ",f"), scale) == worth
    assert number(format(number(format(value, "f"), scale), "f")) == worth


@given(st.decimals(0, 10**12, allow_nan=False, allow_infinity=False, places=3))
def test_a_value_is_written_plainly(value: Decimal) -> None:
    """No exponent and no trailing zeros after the point."""
    text = str(number(format(value, "f")))
    assert "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))
