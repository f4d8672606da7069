"""Whose report it is, and of which year: from its title, its date line, its headings or its file name."""

from __future__ import annotations

import re
from collections import Counter

FILE = re.compile(r"(?P<place>[一-鿿]{2,12}?[省市县区旗州盟])?[_\-（(\s]?(?P<year>20\d\d)?(?=\D|$)")
PLACE = re.compile(
    r"(?<![一-鿿])(?:20\d\d年)?日?(?:在|关于)?(?P<place>[一-鿿]{2,9}?(?:自治[区县州]|省|市|县|区|"
    r"旗))(?:第?[一二三四五六七八九十]+届|人民|20\d\d|政府)"
)
HELD = re.compile(r"(20\d\d)年\s*\d{1,2}月\s*\d{1,2}日\s*在?.{2,30}(?:代表大会|会议)")
TITLE_YEAR = re.compile(r"(20\d\d)年?[^，。\n]{0,12}政府工作报告")
REVIEWED = re.compile(r"(20\d\d)年[^，。\n]{0,10}(?:回顾|总结)")
PLANNED = re.compile(
    r"(20\d\d)年(?:(?!20\d\d年)[^，。\n]){0,16}(?:目标任务|主要任务|工作安排|重点工作|工作要求|总体要求|工作谋划|"
    r"任务目标|工作任务|政府重点)"
)
MENTIONED = re.compile(r"(20\d\d)年")


def year_of(text: str, name: str) -> int | None:
    """The year that the report plans for, or None where nothing tells it."""
    head = text[:400]
    for found, later in (
        (HELD.search(head), 0),
        (PLANNED.search(text), 0),
        (REVIEWED.search(text), 1),
        (TITLE_YEAR.search(head), 0),
    ):
        if found:
            return int(found[1]) + later
    if (file := re.search(r"(20\d\d)", name)) is not None:
        return int(file[1])
    years = Counter(MENTIONED.findall(text))
    return max(int(year) for year, _ in years.most_common(2)) if years else None


def place_of(text: str, name: str) -> str | None:
    """The place whose government reports, or None where nothing tells it."""
    if (file := FILE.match(name)) and file["place"]:
        return file["place"]
    found = PLACE.search(text[:600])
    return found["place"] if found else None
