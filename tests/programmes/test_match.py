"""A promise finds its programme by the words of the report, and its measure by name and unit."""

from __future__ import annotations

from luoshi.programmes import measure_of, programmes_of, shipped


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
    """A road is no canteen."""
    assert programmes_of("打通断头路3条", shipped().values()) == []
