"""A promise finds its programme by the words of the report, and its measure by name and unit."""

from __future__ import annotations

from luoshi.programmes import Promise, measure_of, programmes_of, proposed, shipped


def test_a_promise_finds_its_programme_and_measure() -> None:
    """Whatever marks stand between the words, and whichever word counts the things."""
    (found,) = programmes_of("推广“中央厨房＋统一配送”模式，建设长者食堂8家", shipped().values())
    assert found.name == "elder_meals"
    assert measure_of(found, "建设长者食堂", "家").name == "长者食堂"
    assert measure_of(found, "中央厨房", "处").name == "中央厨房"


def test_a_unit_that_cannot_be_had_finds_no_measure() -> None:
    """Money for canteens is not counted in canteens."""
    assert measure_of(shipped()["elder_meals"], "长者食堂投资", "万元") is None


def test_other_promises_find_nothing() -> None:
    """A bus line has no programme."""
    assert programmes_of("优化公交线路20余条", shipped().values()) == []


def promised(clause: str, measured: str, unit: str, basis: str = "amount", sentence: str = "") -> list[str]:
    """The names of the programme and the measure that are proposed."""
    found = proposed(Promise(clause, sentence, measured, unit, basis), shipped().values())
    return [found[0].name, found[1].name if found[1] else ""] if found else []


def test_the_clause_comes_before_its_sentence() -> None:
    """What the clause does not say, the sentence around may; but not a programme without a measure."""
    around = "深化全域公园城市建设,绿化改造道路3条,策划实施31个项目"
    assert promised("策划实施31个项目", "项目", "个", sentence=around) == ["park_city", "公园城市项目"]
    assert promised("绿化改造道路3条", "道路", "条", sentence=around) == ["park_city", "绿化改造道路"]
    assert promised("发放补贴3亿元", "补贴", "元", sentence=around) == []


def test_of_measures_as_near_the_basis_decides() -> None:
    """Firms that were added are not all firms, and growth is not an amount."""
    assert promised("高新技术企业14家", "高新技术企业", "家")[1] == "高新技术企业"
    assert promised("高新技术企业达到90家", "高新技术企业", "家", "level")[1] == "高新技术企业总数"
    assert promised("技改投资增长10%", "技改投资", "%", "growth")[1] == "技改投资增速"
    assert promised("技改投资30亿元", "技改投资", "元")[1] == "技改投资"


def test_a_word_that_half_agrees_proposes_nothing() -> None:
    """规模以上工业企业 and 瞪羚企业 are both 企业, and not the same."""
    assert promised("新增规模以上工业企业10家", "规模以上工业企业", "家", sentence="高新技术企业") == []


def test_letters_of_any_width_and_case_are_the_same() -> None:
    """Reports are typed with both."""
    (found,) = programmes_of("借力ｒｃｅｐ协定", shipped().values())
    assert found.name == "foreign_trade"
