"""What people write into the fields of a record, and what is kept of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from stdnum.cn import uscc

from luoshi.board.actions.common import YEARS, refuse_number
from luoshi.office.actions import Refused
from luoshi.programmes.counting import Value
from luoshi.programmes.model import Register, RegisterField

LONGEST = 500
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?")
YES, NO = {"是", "有", "√", "1", "true", "yes", "y"}, {"否", "无", "×", "0", "false", "no", "n"}
PHONE = re.compile(r"\+?[\d\s()-]{5,20}(?:转\d{1,6})?")


def parsed(field: RegisterField, words: str) -> Value | None:
    """What a field keeps of what was written, None of nothing. Refused, in one line, where it cannot be."""
    words = words.strip()
    if not words:
        if field.required:
            raise Refused("“%(field)s”不能空着。", field=field.title_zh)
        return None
    if len(words) > LONGEST:
        raise Refused("“%(field)s”最多 %(most)s 字。", field=field.title_zh, most=LONGEST)
    return READERS.get(field.type, text)(field, words)


def text(_field: RegisterField, words: str) -> str:
    return words


def number(field: RegisterField, words: str) -> str:
    """A decimal string, without separators of thousands."""
    try:
        value = Decimal(words.replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise Refused("“%(field)s”要填数字：%(words)s。", field=field.title_zh, words=words[:40]) from error
    refuse_number(value)
    return format(value, "f")


def day(field: RegisterField, words: str) -> str:
    """An ISO date."""
    found = DAY.fullmatch(words)
    try:
        value = date(*map(int, found.groups())) if found else None
    except ValueError:
        value = None
    if value is None or value.year not in range(1900, YEARS.stop):
        raise Refused(
            "“%(field)s”要填日期，如 2025-06-30：%(words)s。", field=field.title_zh, words=words[:40]
        )
    return value.isoformat()


def choice(field: RegisterField, words: str) -> str:
    if words not in field.choices:
        raise Refused(
            "“%(field)s”只能填 %(choices)s：%(words)s。",
            field=field.title_zh,
            choices="、".join(field.choices),
            words=words[:40],
        )
    return words


def yesno(field: RegisterField, words: str) -> bool:
    if words.lower() not in YES | NO:
        raise Refused("“%(field)s”只能填是或否：%(words)s。", field=field.title_zh, words=words[:40])
    return words.lower() in YES


def credit_code(field: RegisterField, words: str) -> str:
    """A unified social credit code with its check digit. Source: GB 32100-2015."""
    code = words.upper().replace(" ", "")
    if not uscc.is_valid(code):
        raise Refused(
            "“%(field)s”不是有效的统一社会信用代码：%(words)s。", field=field.title_zh, words=words[:40]
        )
    return code


def phone(field: RegisterField, words: str) -> str:
    if not PHONE.fullmatch(words):
        raise Refused("“%(field)s”不像电话号码：%(words)s。", field=field.title_zh, words=words[:40])
    return words


READERS: dict[str, Callable[[RegisterField, str], Value]] = {
    "number": number,
    "money": number,
    "date": day,
    "choice": choice,
    "yesno": yesno,
    "credit_code": credit_code,
    "phone": phone,
}


def shown(value: Value | None) -> str:
    """A value as tables write it."""
    if value is None:
        return ""
    return (_("是") if value else _("否")) if isinstance(value, bool) else value


def masked(field: RegisterField, value: Value | None) -> str:
    """A personal value as those see it who need not know it: enough to tell two apart on the phone."""
    words = shown(value)
    if not words:
        return ""
    if field.type == "phone":
        return f"{words[:3]}****{words[-2:]}"
    return f"{words[0]}**"


def as_declared(register: Register, kept: Mapping[str, Value]) -> dict[str, Value]:
    """Values under the names that their fields have now; what is declared no more is left out."""
    found: dict[str, Value] = {}
    for name, value in kept.items():
        field = register.field_named(name)
        if field is not None and (field.name == name or field.name not in kept):
            found[field.name] = value
    return found
