"""Numerals as written, Arabic and Chinese, as exact numbers."""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
SCALES = {"十": 10, "百": 100, "千": 1000}
MULTIPLIERS = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "十万": Decimal(100_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
    "万亿": Decimal(1_000_000_000_000),
}
# However long a number is, no digit of it is lost.
EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


def chinese(text: str) -> Decimal:
    """The value of a Chinese numeral: 十二 → 12, 一百零三 → 103, 百 → 100, 二零 → 20, 三万五千 → 35000."""
    for scale in ("亿", "万"):
        above, sign, below = text.partition(scale)
        if sign:
            return chinese(above) * MULTIPLIERS[scale] + (chinese(below) if below else 0)
    if not any(c in SCALES for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    total = 0
    digit: int | None = None
    for c in text:
        if c in SCALES:
            total += (1 if digit is None else digit) * SCALES[c]
            digit = None
        else:
            digit = DIGITS[c]
    return Decimal(total + (digit or 0))


def number(text: str, multiplier: str = "") -> Decimal:
    """The exact value of an Arabic or Chinese numeral times its multiplier: ("1.2", "万") → 12000."""
    value = Decimal(text.replace(",", "")) if text[0].isascii() else chinese(text)
    return tidy(EXACT.multiply(value, MULTIPLIERS[multiplier]))


def tidy(value: Decimal) -> Decimal:
    """The same number without an exponent or trailing zeros after the point."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1), context=EXACT)
    return value.normalize(EXACT)
