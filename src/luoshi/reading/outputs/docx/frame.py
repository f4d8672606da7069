"""The frame of the Word document: page, styles, footer, and the mark where its body goes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

MARK = "LUOSHI-BODY"
PAGE = (16838, 11906)
"""A4 landscape, in twentieths of a point."""
MARGIN = 720
_STYLES = (
    ("Title", "黑体", 18),
    ("Hint", "宋体", 8),
    ("TableHead", "黑体", 8),
    ("TableProse", "宋体", 8),
    ("TableFact", "宋体", 8),
    ("TableSmall", "宋体", 7),
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIELD = (
    '<w:fldSimple xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:instr="{}">'
    "<w:r><w:t>1</w:t></w:r></w:fldSimple>"
)


def frame() -> bytes:
    """A document without content: its page, its styles, its footer, and the mark for the body."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    document = docx.Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = (Twips(length) for length in PAGE)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Twips(MARGIN)
    page.footer_distance = Twips(360)
    _add_styles(document.styles)
    _number_pages(page.footer.paragraphs[0])
    document.core_properties.title = "任务分解表"
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.add_paragraph(MARK)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def _add_styles(styles: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import RGBColor

    _set_font(styles["Normal"], "宋体", 8)
    for name, font, size in _STYLES:
        style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _set_font(style, font, size)
        style.font.color.rgb = RGBColor(0x59, 0x59, 0x59) if name == "Hint" else RGBColor(0, 0, 0)
    borders = styles["Title"].element.pPr.find(f"{_W}pBdr")
    if borders is not None:
        styles["Title"].element.pPr.remove(borders)
    for name in ("Title", "TableHead", "TableFact"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_font(style: Any, font: str, size: float) -> None:
    """Latin and Chinese letters alike: Word picks the Chinese font by its own attribute."""
    from docx.shared import Pt

    style.font.size, style.font.name = Pt(size), font
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    fonts = style.element.rPr.rFonts
    for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[theme]
    fonts.set(f"{_W}eastAsia", font)


def _number_pages(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words, field in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
        run = paragraph.add_run(words)
        if field:
            run.element.addnext(parse_xml(_FIELD.format(field)))
