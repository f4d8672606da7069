"""Eight canteens come, open one after another, and stand on the map and in its list."""

from __future__ import annotations

from collections.abc import Callable

from desk import Desk
from maps import node, osm, relation, way
from playwright.sync_api import expect
from served import CODE, Served, done

REGISTER = f"/p/{CODE}/registers/elder_meals/canteens/"
MAP = f"/p/{CODE}/map/?register=elder_meals/canteens"
LON, LAT = 118.0, 36.8
TOWN = osm(
    *(node(1, LON, LAT), node(2, LON + 0.03, LAT), node(3, LON + 0.03, LAT + 0.02), node(4, LON, LAT + 0.02)),
    way(10, [1, 3], highway="primary", name="人民路"),
    way(11, [1, 2, 3, 4, 1]),
    relation(20, [11], boundary="administrative", name="青梧区", admin_level="6"),
)


def comes(officer: Desk, number: int, *, placed: bool) -> None:
    """A canteen is entered, with coordinates or without."""
    officer.page.goto(REGISTER)
    form = officer.part("加一条记录")
    officer.fill("编号", f"S{number}", form)
    officer.fill("名称", f"第{number}食堂", form)
    if placed:
        officer.fill("经度", f"{LON + 0.003 * number:.4f}", form)
        officer.fill("纬度", f"{LAT + 0.002 * number:.4f}", form)
    officer.press("记录", form)


def opens(officer: Desk, number: int) -> None:
    """The canteen of the page opens, with its permit."""
    form = officer.part("阶段")
    officer.choose("阶段", "开业（食品经营许可证和门头照片）", form)
    officer.fill("达到日期", f"2025-0{number}-15", form)
    officer.fill("证明（证号、文号）", f"食经许〔2025〕{number}号", form)
    officer.press("记录", form)


def drawn(officer: Desk, count: int) -> None:
    """So many marks are on the map."""
    expect(officer.page.locator("#map")).to_have_attribute("data-drawn", str(count))


def put_by_a_click(officer: Desk) -> None:
    """The record of the page is put in the middle of the map, and is back on its page."""
    officer.follow("在图上标出")
    drawn(officer, 7)
    officer.look("map-placing")
    officer.page.set_viewport_size({"width": 1366, "height": 900})
    officer.page.locator("#map").click(position={"x": 300, "y": 250})
    expect(officer.page.get_by_label("经度")).not_to_have_value("")
    officer.press("记录", officer.page.locator("#placing"))


def test_eight_canteens_stand_on_the_map_and_in_the_list(board: Served, desk: Callable[[str], Desk]) -> None:
    """Seven with coordinates, the eighth put there by a click; each opened; all on the map, by stage."""
    officer = desk("officer")
    town = board.env["LUOSHI_DATA"] + "/town.osm"
    with open(town, "wb") as file:
        file.write(TOWN)
    done("map", "import", town, "--code", CODE, env=board.env)
    for number in range(1, 9):
        comes(officer, number, placed=number < 8)
        opens(officer, number)
    officer.open(MAP)
    drawn(officer, 7)
    nowhere = officer.part("还没有标在图上")
    expect(nowhere).to_contain_text("第8食堂")
    officer.follow("第8食堂", nowhere)
    put_by_a_click(officer)
    officer.open(MAP)
    drawn(officer, 8)
    expect(officer.part("图上").get_by_role("listitem")).to_have_count(8)
    officer.look("map")
    officer.page.set_viewport_size({"width": 1366, "height": 900})
    for _ in range(3):
        officer.page.get_by_role("button", name="放大").click()
        officer.page.wait_for_timeout(400)
    expect(officer.page.get_by_role("listitem").filter(has_text="第1食堂")).to_have_count(0)
    officer.open(f"{MAP}&stage=sited")
    drawn(officer, 0)


def test_the_map_is_reached_and_left_by_keyboard(board: Served, desk: Callable[[str], Desk]) -> None:
    """From the form over the map to the list with Tab alone; plus and minus are buttons."""
    officer = desk("officer")
    officer.open(MAP)
    officer.page.get_by_role("button", name="筛选").focus()
    officer.page.keyboard.press("Tab")
    expect(officer.page.get_by_role("link", name="跳过地图，看列表")).to_be_focused()
    officer.page.keyboard.press("Enter")
    expect(officer.page.locator("#list")).to_be_focused()
    officer.page.get_by_role("button", name="放大").focus()
    officer.page.keyboard.press("Enter")
    officer.check()
