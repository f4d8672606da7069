"""PDF files: the text layer in reading order, without what is printed around it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from source_files import Put, column, pdf_file, reports, set_in_lines, squeezed, typeset

from luoshi.reading.model import UnreadableReport
from luoshi.reading.sources import load

FIRST = ["　　过去一年，全市地区生产总值增长", "百分之五点五，完成投资一千二百亿", "元，新建学校十二所。"]
SECOND = ["　　新增就业五万人，居民收入稳步增", "长，群众的获得感不断增强。"]
LEFT = [
    "左栏第一行坚持稳中求进的总基调",
    "左栏第二行完整准确全面贯彻理念",
    "左栏第三行着力推动高质量的发展",
    "左栏第四行切实保障和改善民生。",
]
RIGHT = [
    "右栏第一行加快建设现代产业体系",
    "右栏第二行全面深化改革扩大开放",
    "右栏第三行统筹城乡和区域的发展",
    "右栏第四行守牢安全生产的底线。",
]
WIDE = "这一行横跨左右两栏是全文的标题或者是一段导语共有三十二个汉字"


def read(data: bytes) -> str:
    """The text of a PDF."""
    return load(data, "报告.pdf").text


def refusal(data: bytes) -> str:
    """The message with which a PDF is refused."""
    with pytest.raises(UnreadableReport) as caught:
        read(data)
    return str(caught.value)


def halves(left: list[str], right: list[str], shift: float = 0, top: float = 700) -> list[Put]:
    """Two columns side by side; the right one's lines stand that much lower."""
    left_half = [Put(put.text, put.x, put.y, 14) for put in column(left, 60, top)]
    right_half = [Put(put.text, put.x, put.y - shift, 14) for put in column(right, 310, top)]
    return left_half + right_half


def test_lines_stay_lines_and_paragraphs_are_set_apart() -> None:
    """A first-line indent begins a paragraph; the indent itself is no text."""
    text = read(pdf_file([column(FIRST + SECOND)]))
    assert text == "\n".join(FIRST).strip("　") + "\n\n" + "\n".join(SECOND).strip("　")


def test_a_gap_sets_paragraphs_apart() -> None:
    """Offices that do not indent leave a gap."""
    lines = [Put("第一段的第一行写满了这一整行的", 72, 700), Put("第一段的第二行也写满了这一整行", 72, 676)]
    lines += [Put("第二段的第一行写满了这一整行的", 72, 630), Put("第二段的第二行也写满了这一整行", 72, 606)]
    first, second = read(pdf_file([lines])).split("\n\n")
    assert first.startswith("第一段")
    assert second.startswith("第二段")


def test_lines_are_read_from_the_top_whatever_their_order_in_the_file() -> None:
    """Files are written in any order; what counts is where a line stands."""
    lines = column(["第一行的文字写满", "第二行的文字写满", "第三行的文字写满"])
    assert read(pdf_file([lines[::-1]])) == "第一行的文字写满\n第二行的文字写满\n第三行的文字写满"


def test_pieces_of_a_line_are_joined() -> None:
    """A number in a font of its own, slightly raised, belongs to its line."""
    lines = [Put("增长", 72, 700), Put("5.5", 104, 702, 14), Put("%左右", 126, 700)]
    assert read(pdf_file([lines])) == "增长5.5%左右"


def test_words_in_latin_script_stay_apart() -> None:
    """A gap between words or numbers is a space even if the file has none."""
    lines = [Put("GDP", 72, 700), Put("5.5%", 104, 700), Put("增长", 139, 700)]
    assert read(pdf_file([lines])) == "GDP 5.5%增长"


def test_cells_of_a_table_are_separated_by_tabs() -> None:
    """A table stays a table: row by row, not column by column."""
    rows = [("指标名称", "目标"), ("生产总值", "增长5%"), ("新增就业人数", "5万人"), ("学校", "12所")]
    lines = [
        Put(text, x, 700 - 24 * n)
        for n, row in enumerate(rows)
        for x, text in zip((72, 320), row, strict=True)
    ]
    assert [line for line in read(pdf_file([lines])).split("\n") if line] == ["\t".join(row) for row in rows]


@pytest.mark.parametrize("shift", [0, 7])
def test_two_columns_are_read_one_after_the_other(shift: float) -> None:
    """Whether their lines stand level or not."""
    assert read(pdf_file([halves(LEFT, RIGHT, shift)])) == "\n".join(LEFT + RIGHT)


def test_columns_written_row_by_row_are_read_one_after_the_other() -> None:
    """The order in the file does not decide."""
    lines = sorted(halves(LEFT, RIGHT), key=lambda put: -put.y)
    assert read(pdf_file([lines])) == "\n".join(LEFT + RIGHT)


def test_a_line_across_both_columns_parts_them() -> None:
    """What stands above such a line is read before it, left and right."""
    lines = [Put(WIDE, 60, 720, 15), *halves(LEFT, RIGHT, top=690)]
    lines += [Put(WIDE[::-1], 60, 580, 15), *halves(LEFT[::-1], RIGHT[::-1], top=550)]
    found = [line for line in read(pdf_file([lines])).split("\n") if line]
    assert found == [WIDE, *LEFT, *RIGHT, WIDE[::-1], *LEFT[::-1], *RIGHT[::-1]]


def test_a_short_last_page_keeps_the_columns_of_the_page_before() -> None:
    """Two lines are too few to show columns of their own."""
    last = halves(LEFT[:2], RIGHT[:2])
    found = read(pdf_file([halves(LEFT, RIGHT), last])).split("\n")
    assert [line for line in found if line] == LEFT + RIGHT + LEFT[:2] + RIGHT[:2]


def test_pages_are_separated_by_a_line_break_alone() -> None:
    """A sentence may run on over the page."""
    text = read(pdf_file([column(FIRST[:2]), column(FIRST[2:])]))
    assert text == "\n".join(FIRST).strip("　")


@pytest.mark.parametrize(
    "number", ["- {} -", "—{}—", "{}", "第{}页", "第 {} 页 共 20 页", "{}/20", "Page {} of 20", "· {} ·"]
)
@pytest.mark.parametrize("height", [40, 800])
def test_page_numbers_are_dropped(number: str, height: float) -> None:
    """At the foot or at the head of the page, in every common form."""
    pages = [[*column(FIRST), Put(number.format(n), 280, height, 9)] for n in (1, 2)]
    assert squeezed(read(pdf_file(pages))) == squeezed("".join(FIRST * 2))


def test_running_heads_are_dropped() -> None:
    """What stands at the same place on page after page is no text."""
    heads = ["2025年政府工作报告", "某市人民政府"] * 2
    pages = [[Put(f"{head} {n}", 200, 800, 9), *column(FIRST)] for n, head in enumerate(heads)]
    assert squeezed(read(pdf_file(pages))) == squeezed("".join(FIRST * 4))


def test_a_title_that_a_running_head_repeats_is_kept() -> None:
    """The title stands lower and is larger."""
    title = [Put("政府工作报告", 200, 750, 28)]
    pages = [title + column(FIRST)] + [[Put("政府工作报告", 250, 800, 9), *column(FIRST)] for _ in range(3)]
    assert read(pdf_file(pages)).count("政府工作报告") == 1


def test_a_number_in_the_text_is_no_page_number() -> None:
    """Only the margins hold page numbers."""
    lines = ["完成投资达到", "120000000000", "元，增长两成"]
    assert read(pdf_file([column(lines)])) == "\n".join(lines)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_is_displayed_turned_is_read_as_displayed(rotation: int) -> None:
    """Landscape pages are often stored upright and turned for display."""
    lines = column(FIRST + SECOND, top=560)
    assert read(pdf_file([lines], rotation=rotation)) == read(pdf_file([lines]))


def test_text_outside_the_visible_page_is_no_text() -> None:
    """A crop box hides what printers mark beside the page."""
    lines = [*column(FIRST), Put("裁切标记", 20, 830, 9)]
    assert "裁切" not in read(pdf_file([lines], extra="/CropBox [50 50 545 800]"))


def test_an_encrypted_pdf_is_refused() -> None:
    """The message says that there is a password."""
    assert "is encrypted" in refusal(pdf_file([column(FIRST)], password=True))


@pytest.mark.parametrize("lines", [[], [Put("- 1 -", 285, 40, 9)], [Put("扫描全能王", 400, 30, 9)]])
def test_a_scan_is_refused(lines: list[Put]) -> None:
    """Pictures of pages have no text layer, whatever a scanner stamped on them."""
    assert "has no text layer (a scan): run OCR on it first" in refusal(pdf_file([lines] * 2, picture=True))


def test_a_blank_pdf_is_refused() -> None:
    """A page without anything has no text layer either."""
    assert "no text layer" in refusal(pdf_file([[]]))


def test_a_garbled_text_layer_is_refused() -> None:
    """Fonts that do not name their characters give nothing to read."""
    assert "garbled" in refusal(pdf_file([column(["\ue001\ue002\ue003\ue004" * 6] * 5)]))


@pytest.mark.parametrize("keep", [9, 300, 1000])
def test_a_damaged_pdf_is_refused(keep: int) -> None:
    """A file that was cut off is named as such, or yields nothing."""
    message = refusal(pdf_file([column(FIRST)])[:keep])
    assert "damaged" in message or "no text layer" in message


def test_pictures_in_the_text_do_no_harm() -> None:
    """A report with photographs is still a report."""
    assert squeezed(read(pdf_file([column(FIRST + SECOND)], picture=True))) == squeezed(
        "".join(FIRST + SECOND)
    )


def test_several_threads_may_read_at_once() -> None:
    """The library behind is for one thread at a time; the reader sees to that."""
    data, found = typeset("全市地区生产总值增长百分之五点五。\n" * 60), []
    threads = [threading.Thread(target=lambda: found.append(read(data))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1


@pytest.mark.parametrize("path", reports()[::4], ids=lambda path: path.stem)
def test_a_real_report_survives_a_print(path: Path) -> None:
    """Every character comes through, head and page numbers are gone, and paragraphs are found again."""
    text = path.read_text(encoding="utf-8")
    printed = read(typeset(text))
    assert squeezed(printed) == squeezed(text)
    found = {squeezed(paragraph) for paragraph in printed.split("\n\n")}
    wanted = {squeezed(line) for line in text.splitlines() if line.strip() and len(set_in_lines(line)) > 1}
    assert len(wanted - found) <= max(1, 0.1 * len(wanted))
