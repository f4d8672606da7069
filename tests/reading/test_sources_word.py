"""Word documents: the text of the final version, in order, with the numbers Word adds by itself."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from source_files import docx_file, reports, zip_file

from luoshi.reading.model import UnreadableReport
from luoshi.reading.sources import load
from luoshi.reading.sources.word.numbering import chinese

W = nsdecls("w")


def read(data: bytes) -> str:
    """The text of a document."""
    return load(data, "报告.docx").text


def body_of(*elements: str) -> bytes:
    """A document whose body holds these elements of WordprocessingML."""

    def write(document: Document) -> None:
        for element in parse_xml(f"<w:body {W}>{''.join(elements)}</w:body>"):
            document.element.body.insert_element_before(element, "w:sectPr")

    return docx_file(write)


def run(text: str) -> str:
    """A run of text, as markup."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_paragraphs_and_tables_come_in_the_order_of_the_text() -> None:
    """Each paragraph and each row is a line; cells are separated by tabs."""

    def write(document: Document) -> None:
        document.add_heading("政府工作报告", 0)
        document.add_paragraph("主要目标如下：")
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ["指标", "目标", "生产总值", "增长5%\n左右"], strict=True):
            cell.text = text
        document.add_paragraph("各位代表！")

    assert (
        read(docx_file(write))
        == "政府工作报告\n主要目标如下：\n指标\t目标\n生产总值\t增长5% 左右\n各位代表！"
    )


def test_a_table_that_only_lays_out_the_page_gives_plain_lines() -> None:
    """A report that someone put into one big cell is read like any other."""

    def write(document: Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "一、工作回顾"
        cell.add_paragraph("全市生产总值增长5%。")

    assert read(docx_file(write)) == "一、工作回顾\n全市生产总值增长5%。"


def test_headers_footers_and_footnote_marks_are_left_out() -> None:
    """What is printed in the margins is no text of the report."""

    def write(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "内部资料"
        document.sections[0].footer.paragraphs[0].text = "第1页"
        document.add_paragraph("全市生产总值增长5%。")

    assert read(docx_file(write)) == "全市生产总值增长5%。"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("增长") + f'<w:ins w:id="1" w:author="x">{run("约")}</w:ins>' + run("5%"), "增长约5%"),
        (run("增长") + '<w:del w:id="1"><w:r><w:delText>4</w:delText></w:r></w:del>' + run("5%"), "增长5%"),
        (f'<w:moveFrom w:id="1">{run("旧")}</w:moveFrom><w:moveTo w:id="2">{run("新")}</w:moveTo>', "新"),
        (f"<w:hyperlink>{run('链接')}</w:hyperlink>" + run("文字"), "链接文字"),
        (f"<w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", "控件"),
        ("<w:r><w:t>增长</w:t><w:tab/><w:t>5%</w:t><w:br/><w:t>左右</w:t></w:r>", "增长\t5%\n左右"),
        ('<w:r><w:t>跨</w:t><w:br w:type="page"/><w:t>页</w:t></w:r>', "跨页"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>" + run("可见"), "可见"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>仍可见</w:t></w:r>', "仍可见"),
        (
            f"<w:r><w:pict><w:txbxContent><w:p>{run('文本框')}</w:p></w:txbxContent></w:pict></w:r>"
            + run("正文"),
            "正文",
        ),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("3"), "3"),
    ],
    ids=["ins", "del", "move", "link", "control", "breaks", "page", "hidden", "shown", "textbox", "field"],
)
def test_a_paragraph_reads_as_its_final_version(inside: str, text: str) -> None:
    """Insertions and fields are text; deletions, hidden runs and text boxes are not."""
    assert read(body_of(f"<w:p>{inside}</w:p>")) == text


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    """So does the final version that Word shows."""
    deleted = '<w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>'
    assert (
        read(body_of(f"<w:p>{deleted}{run('新建学校')}</w:p>", f"<w:p>{run('12所。')}</w:p>"))
        == "新建学校12所。"
    )


def test_a_deleted_row_is_left_out() -> None:
    """A row that a tracked change removes is no row."""
    cells = f"<w:tc><w:p>{run('指标')}</w:p></w:tc><w:tc><w:p>{run('5%')}</w:p></w:tc>"
    rows = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cells}</w:tr><w:tr>{cells}</w:tr>'
    assert read(body_of(f"<w:tbl>{rows}</w:tbl>")) == "指标\t5%"


LEVELS = [
    ("chineseCountingThousand", "%1、", "nothing"),
    ("chineseCounting", "（%2）", "nothing"),
    ("decimal", "%3.", "tab"),
    ("decimalEnclosedCircle", "%4", "nothing"),
    ("bullet", "●", "tab"),
]


def numbered(depths: list[int | None], restart_at: int | None = None) -> bytes:
    """A document of paragraphs 项 at these depths of a list; None is a paragraph outside the list."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:suff w:val="{suffix}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for n, (style, pattern, suffix) in enumerate(LEVELS)
    )
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'

    def write(document: Document) -> None:
        root = document.part.numbering_part.element
        root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{levels}</w:abstractNum>'))
        for list_id, extra in ((90, ""), (91, override)):
            root.append(
                parse_xml(f'<w:num {W} w:numId="{list_id}"><w:abstractNumId w:val="90"/>{extra}</w:num>')
            )
        for number, depth in enumerate(depths):
            properties = document.add_paragraph("项")._p.get_or_add_pPr()
            if depth is not None:
                restarted = restart_at is not None and number >= restart_at
                list_id = 91 if restarted else 90
                properties.append(
                    parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')
                )

    return docx_file(write)


def test_automatic_numbers_are_restored() -> None:
    """Each level counts in its own style and starts again below a new parent."""
    text = read(numbered([0, 1, 1, 2, 2, None, 3, 0, 1]))
    assert text.split("\n") == [
        "一、项",
        "（一）项",
        "（二）项",
        "1. 项",
        "2. 项",
        "项",
        "①项",
        "二、项",
        "（一）项",
    ]


def test_bullets_are_not_restored() -> None:
    """A bullet says nothing that the text needs."""
    assert read(numbered([4])) == "项"


def test_a_list_that_starts_anew_is_counted_anew() -> None:
    """A second list of the same definition begins at one where the document says so."""
    assert read(numbered([0, 0, 0, 0], restart_at=2)).split("\n") == ["一、项", "二、项", "一、项", "二、项"]


def test_numbers_that_come_with_a_style_are_restored() -> None:
    """The list styles of an ordinary template number their paragraphs."""

    def write(document: Document) -> None:
        document.add_paragraph("项", style="List Number")
        document.add_paragraph("项", style="List Number")

    assert read(docx_file(write)) == "1. 项\n2. 项"


@pytest.mark.parametrize(
    ("count", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (100, "100")]
)
def test_chinese_list_numbers(count: int, text: str) -> None:
    """Lists count as speech does."""
    assert chinese(count) == text


def bomb() -> bytes:
    """A document with a part that unpacks to far more than it takes."""
    return zip_file({"word/document.xml": b"<x/>", "word/media/a.bmp": bytes(30 * 1024**2)})


def locked() -> bytes:
    """A zip whose first entry is marked as encrypted."""
    data = bytearray(zip_file({"word/document.xml": b"<x/>"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx_file(lambda document: document.add_paragraph("正文"))[:5000], "zip structure is broken"),
        (b"PK\x03\x04" + bytes(100), "zip structure is broken"),
        (bomb(), "abnormal size"),
        (zip_file({"word/document.xml": bytes(65 * 1024**2)}), "abnormal size"),
        (locked(), "password"),
        (zip_file({"word/document.xml": b"<x/>"}), "damaged"),
        (zip_file({"ppt/presentation.xml": b"<x/>"}), "presentation"),
        (zip_file({"content.xml": b"<x/>", "mimetype": b"x"}), "OpenDocument"),
        (docx_file(lambda document: document.add_paragraph(" ")), "empty"),
    ],
    ids=["cut", "no zip", "bomb", "huge part", "locked", "no package", "slides", "odt", "blank"],
)
def test_what_is_no_sound_document_is_refused(data: bytes, reason: str) -> None:
    """The message tells damage, passwords, bombs and other formats apart."""
    with pytest.raises(UnreadableReport, match=reason):
        read(data)


def test_entities_are_not_expanded() -> None:
    """A document cannot make the reader open a file or blow up its text."""
    data = docx_file(lambda document: document.add_paragraph("正文"))
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                entity = '<!DOCTYPE w [<!ENTITY x "机密">]><w:document'.encode()
                content = content.replace(b"<w:document", entity, 1).replace("正文".encode(), b"&x;")
            new.writestr(name, content)
    with pytest.raises(UnreadableReport):
        assert "机密" not in read(file.getvalue())


@pytest.mark.parametrize("path", reports(), ids=lambda path: path.stem)
def test_a_real_report_survives_a_document(path: Path) -> None:
    """Line by line, a real report comes out of Word as it went in."""
    lines = path.read_text(encoding="utf-8").splitlines()

    def write(document: Document) -> None:
        for line in lines:
            document.add_paragraph(line)

    assert read(docx_file(write)) == "\n".join(lines)
