"""Which items describe one undertaking, what is a part of what, and that ids are stable."""

from __future__ import annotations

from made_reports import figures, planned, report_of

from luoshi.reading import Item, read

PARK = "建强园区平台。启动建设青梧数字产业港，年内入驻企业超过60家，营业收入达到12亿元以上。"


def promises(words: str) -> list[list[str]]:
    """The promises of a plan's paragraph, each with the words of its items."""
    return [[item.text for item in promise.items] for promise in report_of(plan=words).promises]


def by_text(items: list[Item], words: str) -> Item:
    """The item with these words."""
    return next(item for item in items if item.text == words)


def test_a_work_and_its_targets_are_one_promise() -> None:
    """Start the park, over 60 tenants, 1.2 billion revenue."""
    assert promises(PARK) == [
        ["启动建设青梧数字产业港", "年内入驻企业超过60家", "营业收入达到12亿元以上"],
    ]


def test_different_works_are_different_promises() -> None:
    """A list of undertakings is many promises."""
    assert promises("改造老旧小区18个，新建学校6所，打通断头路4条。") == [
        ["改造老旧小区18个"],
        ["新建学校6所"],
        ["打通断头路4条"],
    ]


def test_headline_indicators_are_promises_of_their_own() -> None:
    """GDP does not describe the retail sales before it."""
    found = promises("地区生产总值增长5.5%，社会消费品零售总额增长6%，进出口总额增长5%。")
    assert [len(promise) for promise in found] == [1, 1, 1]


def test_a_promise_ends_with_its_sentence() -> None:
    """The next sentence begins anew."""
    words = PARK + "营业收入达到15亿元以上的企业培育3家。"
    assert len(promises(words)) == 2


def test_money_and_subsets_belong_to_their_projects() -> None:
    """Sixty projects, eight of them large: one promise, and the eight are part of the sixty."""
    first, second = figures("实施亿元以上项目60个，其中10亿元以上项目8个。")
    assert second.part_of == first.id
    assert first.part_of is None
    assert first.promise == second.promise == first.id


def test_a_subset_may_stand_in_a_clause_of_its_own() -> None:
    """其中，市重大项目36个 after its total's investment."""
    items = figures(
        "策划实施重点项目73个，年度计划投资130亿元以上，其中，市重大项目36个，年度计划投资101亿元。"
    )
    total, money, major, its_money = items
    assert [total.part_of, money.part_of] == [None, None]
    assert (major.part_of, its_money.part_of) == (total.id, money.id)
    assert {item.promise for item in items} == {total.id}


def test_results_are_no_promises() -> None:
    """Each stands alone."""
    report = report_of(past="去年新建学校6所，改造道路12条。")
    assert report.promises == []
    assert [item.promise for item in report.items] == [item.id for item in report.items]


def test_every_item_has_an_id_of_its_own() -> None:
    """Also two numbers of one clause, and the same words said twice."""
    items = planned("新增企业10家、平台6个。新建学校6所。新建学校6所。")
    assert len({item.id for item in items}) == len(items) == 4


def test_the_same_text_gives_the_same_ids() -> None:
    """Name, place and year do not count; text and spans do."""
    text = report_of(plan=PARK).text
    one, two = read(text, name="甲区_2025.txt"), read(text, place="乙区", year=2024)
    assert [item.id for item in one.items] == [item.id for item in two.items]
    for other in (" " + text, text.replace("青梧", "青栎")):
        assert {item.id for item in one.items}.isdisjoint(item.id for item in read(other).items)


def test_promises_come_in_the_order_of_the_text() -> None:
    """And hold every commitment exactly once."""
    report = report_of("去年新建学校6所。", PARK + "改造老旧小区18个，其中整体改造3个。")
    grouped = [item.id for promise in report.promises for item in promise.items]
    assert grouped == [item.id for item in report.items if item.kind == "commitment"]
    assert all(promise.id == promise.items[0].id for promise in report.promises)
    assert by_text(report.items, "启动建设青梧数字产业港").type == "project"
