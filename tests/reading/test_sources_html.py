"""Saved web pages: the article comes out, the page around it does not."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from source_files import reports, squeezed

from luoshi.reading.model import UnreadableReport
from luoshi.reading.sources import load

PARAGRAPHS = [
    "各位代表：",
    "现在，我代表市人民政府，向大会报告政府工作，请予审议，并请市政协委员和其他列席人员提出意见。",
    "一、2024年工作回顾",
    "过去一年，全市地区生产总值增长5.5%，完成固定资产投资1200亿元，新建改扩建学校12所，新增学位1.5万个。",
    "二、2025年工作安排",
    "主要预期目标是：地区生产总值增长5%左右，城镇新增就业5万人以上，居民收入增长与经济增长同步。",
]
ARTICLE = "\n".join(PARAGRAPHS)

NAVIGATION = "<ul>" + "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in "一二三四五六七八") + "</ul>"
AROUND = """<html><head><title>%(window)s_某市人民政府</title><script>var a = "脚本";</script>
<style>.tip{display:none} @media print{.text{display:none}}</style></head><body>
<header><h1>某市人民政府</h1></header><nav>%(nav)s</nav>
<div class="crumb">您当前的位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a></div>
<div class="main">%(article)s</div>
<aside><p>欢迎关注本站，最新消息，请看公告。</p></aside>
<div class="related"><h3>相关阅读</h3>%(nav)s</div>
<footer><p>版权所有：某市人民政府办公室，未经许可，不得转载。</p></footer>
</body></html>"""


def page(article: str, window: str = "要闻") -> str:
    """An ordinary news page around the article's markup."""
    return AROUND % {"nav": NAVIGATION, "article": article, "window": window}


def read(markup: str) -> str:
    """The text of a page."""
    return load(markup.encode(), "报告.html").text


def wrapped(tag: str) -> str:
    """The paragraphs, each in that element."""
    return "\n".join(f"<{tag}>\n  {paragraph}\n</{tag}>" for paragraph in PARAGRAPHS)


@pytest.mark.parametrize(
    "article",
    [
        wrapped("p"),
        wrapped("div"),
        f"<div class=TRS_Editor><div>{wrapped('p')}</div></div>",
        f"<div>{'<br>'.join(PARAGRAPHS)}</div>",
        f"<div>{'<br><br>&emsp;&emsp;'.join(PARAGRAPHS)}</div>",
        "<div>" + "\n　　".join(PARAGRAPHS) + "</div>",
        "<div>" + "&emsp;&emsp;".join(PARAGRAPHS) + "</div>",
        "<pre>" + ARTICLE + "</pre>",
        f"<table><tr><td><table><tr><td>{wrapped('p')}</td></tr></table></td></tr></table>",
        "<table>" + "".join(f"<tr><td>{paragraph}</td></tr>" for paragraph in PARAGRAPHS) + "</table>",
        "".join(f"<section>{part}</section>" for part in (wrapped("p")[:400], wrapped("p")[400:])),
        f"<font><span>{wrapped('p')}</span></font>",
    ],
    ids=["p", "div", "editor", "br", "br-emsp", "indent", "emsp", "pre", "nested", "table", "half", "inline"],
)
def test_the_article_alone_is_read_however_it_is_marked_up(article: str) -> None:
    """Paragraph marks, bare divisions, line breaks, indents and layout tables all give the same lines."""
    assert read(page(article)) == ARTICLE


def test_short_paragraphs_beside_a_long_one_belong_to_the_article() -> None:
    """The densest paragraph does not push out its neighbours."""
    article = f"<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[3] * 30}</p><p>{PARAGRAPHS[5]}</p>"
    assert read(page(article)).split("\n") == [PARAGRAPHS[1], PARAGRAPHS[3] * 30, PARAGRAPHS[5]]


def test_sections_of_very_different_length_belong_together() -> None:
    """An article that is split into boxes is read whole."""
    article = f"<div><p>{PARAGRAPHS[3] * 9}</p></div><div><p>{PARAGRAPHS[5] * 3}</p></div>"
    assert read(page(article)).split("\n") == [PARAGRAPHS[3] * 9, PARAGRAPHS[5] * 3]


@pytest.mark.parametrize(
    "notice",
    [
        '<p>上一篇：<a href="/1">关于做好防汛工作的通知</a></p>',
        "<div>下一篇：没有了</div>",
        "<p>分享到：微信 微博</p>",
        "<p>【打印本页】 【关闭窗口】</p>",
        "<p>责任编辑：办公室</p>",
        "<p>字体：大 中 小</p>",
        '<ul><li><a href="/1">我市召开重点项目推进会，部署全年工作</a></li></ul>',
        "<p>相关阅读：</p><p>一图读懂政府工作报告</p><p>2025年，这样干</p>",
        '<p style="display: none">隐藏的文字，不应出现。</p>',
        '<p class="tip">样式表隐藏的文字，不应出现。</p>',
        "<p hidden>隐藏的文字，不应出现。</p>",
        "<script>document.write('脚本写出的文字，不应出现。')</script>",
        "<select><option>请选择县区，然后查询。</option></select>",
        "<!-- 注释，不应出现。 -->",
    ],
)
def test_what_the_page_adds_to_the_article_is_left_out(notice: str) -> None:
    """Links, buttons and hidden text inside the article's own box are no part of it."""
    assert read(page(wrapped("p") + notice)) == ARTICLE


def test_a_style_for_print_hides_nothing() -> None:
    """Rules for paper and small screens say nothing about what a reader sees."""
    assert read(page(f'<div class="text">{wrapped("p")}</div>')) == ARTICLE


def test_a_class_that_sounds_like_furniture_may_hold_the_article() -> None:
    """Names only drop what holds little of the page's text."""
    assert read(page(f'<div class="share" id="position">{wrapped("p")}</div>')) == ARTICLE


def test_a_table_of_data_has_a_line_for_each_row() -> None:
    """Cells are separated by tabs; what stands inside a cell is on one line."""
    table = (
        "<table><caption>主要指标</caption><tr><th>指标</th><th>目标</th></tr>"
        "<tr><td><p>地区生产总值</p></td><td><p>增长<b>5.5</b>%<br>左右</p></td></tr>"
        "<tr><td></td><td>5万人</td></tr></table>"
    )
    lines = read(page(wrapped("p") + table + "<p>以上指标，经过测算。</p>")).split("\n")
    assert lines[6:] == [
        "主要指标",
        "指标\t目标",
        "地区生产总值\t增长5.5% 左右",
        "\t5万人",
        "以上指标，经过测算。",
    ]


def test_headings_stand_on_their_own_lines() -> None:
    """The main heading comes first even where it stands outside the article's box."""
    article = f"<h1>2025年政府工作报告</h1><div><h2>总体要求</h2>{wrapped('p')}</div>"
    assert read(page(article)).split("\n")[:3] == ["2025年政府工作报告", "总体要求", PARAGRAPHS[0]]


def test_the_name_of_the_site_is_no_title() -> None:
    """A logo is a heading too, but not the article's."""
    assert read(page(f'<div class="logo"><h1>某市人民政府</h1></div>{wrapped("p")}')) == ARTICLE


def test_the_title_in_the_metadata_of_a_government_page_is_used() -> None:
    """Government pages name their article in a meta element; the title is not said twice."""
    meta = '<meta name="ArticleTitle" content="2025年政府工作报告"><head>'
    assert read(meta + page(wrapped("p"))) == "2025年政府工作报告\n" + ARTICLE
    assert read(meta + page("<p>2025年 政府工作报告</p>" + wrapped("p"))).count("政府工作报告") == 1


def test_the_title_of_the_window_is_used_where_it_names_a_report() -> None:
    """Old pages have no heading elements; their window's title still says what they hold."""
    article = f"<b>2025年政府工作报告</b><div>{wrapped('p')}</div>"
    assert read(page(article, "2025年政府工作报告")) == "2025年政府工作报告\n" + ARTICLE


def test_words_split_over_inline_elements_stay_whole() -> None:
    """Pages pasted from Word put every few characters in an element of their own."""
    article = "<p><span>全市地区</span><span><b>生产总值</b>增长</span>\n<span>5.5</span>%，进展良好。</p>"
    assert read(page(article)).split("\n")[-1] == "全市地区生产总值增长 5.5%，进展良好。"


def test_a_line_break_in_the_source_is_no_space() -> None:
    """Between Chinese characters white space of the markup means nothing."""
    assert (
        read(page("<p>全市地区生产\n    总值增长5%，进展良好。</p>")) == "全市地区生产总值增长5%，进展良好。"
    )


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "gb18030"),
        ("iso-8859-1", "utf-8"),
        ("", "gb18030"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_the_encoding_is_found_even_where_the_page_lies(declared: str, encoding: str) -> None:
    """What a page declares is believed as far as its bytes bear it out."""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    data = f"<html><head>{meta}</head><body>{wrapped('p')}</body></html>".encode(encoding)
    assert load(data, "报告.html").text == ARTICLE


def test_a_few_broken_bytes_do_not_spoil_a_page() -> None:
    """A page is read as a browser shows it, with a replacement character."""
    markup = page(wrapped("p") * 40).replace("</head>", '<meta charset="gb2312"></head>')
    data = markup.encode("gb18030")
    at = data.index("左右".encode("gb18030"))
    text = load(data[:at] + b"\xff" + data[at:], "报告.html").text
    assert text.count("\ufffd") == 1


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<html><body><script>render()</script></body></html>", "<p>"]
)
def test_a_page_without_text_is_refused(markup: str) -> None:
    """A page that a script fills has nothing to read."""
    with pytest.raises(UnreadableReport, match="no article text"):
        read(markup)


def test_entities_from_outside_are_not_fetched(tmp_path: Path) -> None:
    """A page cannot make the reader open a file or an address."""
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容，不得外传。", encoding="utf-8")
    markup = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body>&x;{wrapped("p")}</body></html>'
    )
    assert "机密" not in read(markup)


def test_a_page_that_never_closes_its_elements_is_read_whole() -> None:
    """Old pages open a font element in every paragraph and close none."""
    assert read("<font>" * 1000 + wrapped("p")) == ARTICLE


def test_a_page_nested_without_end_is_refused() -> None:
    """The parser would drop the rest in silence."""
    with pytest.raises(UnreadableReport, match="nested too deeply"):
        read(wrapped("p") + "<div>" * 5000 + wrapped("p"))


@pytest.mark.parametrize("path", reports(), ids=lambda path: path.stem)
def test_a_real_report_survives_a_news_page(path: Path) -> None:
    """Every visible character of a real report comes through, and nothing else."""
    text = path.read_text(encoding="utf-8").replace("\u200c", "")
    article = "".join(f"<p>　　{html.escape(line)}</p>" for line in text.splitlines())
    assert squeezed(read(page(article))) == squeezed(text)
