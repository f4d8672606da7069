"""The page: the report on the left, marked, and the items on the right."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from output_reports import TEXT, commitments, everything, report, written

from luoshi.reading.model import Item, Leftover, Report, SetAside
from luoshi.reading.outputs.writer import printable

# lxml parses in C with XML's idea of a character; the page is checked for what it holds, not for that.
any_character = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t<>&\"'")


def _page(*parts: Any) -> Any:
    return html.document_fromstring(written("html", *parts).decode())


def _source_text(page: Any) -> str:
    """What a reader sees on the left, line by line."""
    text = ""
    for line in page.xpath("//div[@class='source']/*"):
        text += ("" if line.get("class") == "on" else "\n") + line.text_content()
    return text.removeprefix("\n")


def test_the_whole_report_stands_on_the_left_word_for_word() -> None:
    source = report()
    page = _page((source, everything(source)))
    assert _source_text(page) == TEXT.rstrip("\n")
    assert [heading.text for heading in page.xpath("//h2")] == ["一、过去一年", "二、今年工作"]


def test_each_item_links_to_its_mark_and_back() -> None:
    source = report()
    page = _page((source, everything(source)))
    cards = page.xpath("//ol/li")
    assert len(cards) == len(everything(source))
    for card in cards:
        back = card.xpath(".//a/@href")[0]
        [mark] = page.xpath(f"//*[@id='{back[1:]}']")
        assert f"#{card.get('id')}" in mark.xpath(".//a/@href")
        assert set(card.get("data-k").split()) <= set(mark.get("data-k").split())
    assert page.xpath("//li[@id='i-b3']//b/text()") == ["≥30亿元"]


def test_a_mark_in_two_pieces_is_lit_as_one_and_goes_round_the_caption() -> None:
    source = report()
    page = _page((source, commitments(source)))
    light = page.xpath("//li[@id='i-c1']/@data-k")[0]
    [row] = page.xpath("//li[@id='i-c1']/ancestor::div[@class='row']")
    pieces = ["".join(mark.itertext()) for mark in row.xpath(f".//mark[@data-k='{light}']")]
    assert "".join(pieces) == "改造老旧小区40万平方米"
    [aside] = page.xpath("//span[@class='aside']")
    assert aside.text == "（图为建设中的产业园）"
    assert "图片说明" in aside.get("title")


def test_a_numeral_that_is_no_item_is_underlined_with_its_class() -> None:
    source = report()
    [leftover] = _page((source, commitments(source))).xpath("//span[@class='plain-leftover']")
    assert (leftover.text, leftover.get("title")) == ("2+4", "遗留数字：名称")


def test_the_page_needs_nothing_from_outside_and_no_script() -> None:
    source = report()
    data = written("html", (source, everything(source))).decode()
    page = html.document_fromstring(data)
    assert "default-src 'none'; style-src 'unsafe-inline'" in data
    assert not page.xpath("//script | //link | //img | //iframe | //*[@src] | //*[@style] | //@onclick")
    assert not re.search(r"url\(|@import|https?:", data)
    assert page.get("lang") == "zh-CN"
    assert page.xpath("//meta[@name='viewport']")
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    assert page.xpath("//main[@id='main']//article/header/h1/text()") == ["青梧区2025年政府工作报告"]


def test_two_reports_share_a_page_without_sharing_names() -> None:
    source = report()
    page = _page((source, everything(source)), (source, everything(source)))
    names = Counter(page.xpath("//@id"))
    assert max(names.values()) == 1
    assert len(page.xpath("//article")) == 2


def test_a_page_of_nothing_is_a_page() -> None:
    assert _page().xpath("//main")


def test_a_report_without_line_breaks_is_cut_between_sentences() -> None:
    text = "建设学校12所。" * 60
    items = [
        Item(f"i{n}", "commitment", [], "", text[n * 8 : n * 8 + 7], [(n * 8, n * 8 + 7)]) for n in range(60)
    ]
    page = _page((Report("s", text, items=items), items))
    rows = page.xpath("//div[@class='row']")
    assert len(rows) == 5
    assert _source_text(page) == text


def test_long_words_and_crossing_marks_stay_valid() -> None:
    """Two items that cross, one inside another, two on the same words."""
    text = "甲乙丙丁戊己庚辛"
    spans = [(0, 4), (2, 6), (3, 4), (3, 4)]
    items = [Item(f"i{n}", "commitment", [], text, text[a:b], [(a, b)]) for n, (a, b) in enumerate(spans)]
    page = _page((Report("s", text, items=items), items))
    for number, (start, end) in enumerate(spans):
        light = page.xpath(f"//li[@id='i-i{number}']/@data-k")[0]
        lit = [m.text_content() for m in page.xpath("//mark") if light in m.get("data-k").split()]
        assert "".join(lit) == text[start:end]
        assert len(page.xpath(f"//*[@id='m-i{number}']")) == 1
    assert _source_text(page) == text


@given(st.text(any_character, max_size=80), st.randoms(use_true_random=False))
def test_any_text_under_any_marks_comes_out_as_it_was(text: str, chance: random.Random) -> None:
    def spans() -> list[tuple[int, int]]:
        places = sorted(chance.sample(range(len(text) + 1), min(4, len(text) + 1)))
        return [(a, b) for a, b in zip(places[::2], places[1::2], strict=False) if a < b]

    items = [
        Item(f"i{n}", "commitment", [text], text, text, spans(), unsure=True, why=text) for n in range(4)
    ]
    leftovers = [Leftover(text, spans(), text, [text], text) for _ in range(2)]
    source = Report(text, text, text, None, 2025, items, leftovers, [SetAside(text, spans(), text)])
    page = _page((source, [*items, *leftovers]))
    assert _source_text(page).rstrip("\n") == printable(text).rstrip("\n")
    assert not page.xpath("//script | //img")
    assert max(Counter(page.xpath("//@id")).values()) == 1
