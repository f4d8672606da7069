"""A district's streets, communities and cells: brought in from a file, each record finds its own."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from canteens import Canteens
from cast import Cast, at_desk
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from maps import area, feature, geojson

from luoshi.board.actions import propose_item, settle_item
from luoshi.office import clock
from luoshi.office.audit import broken
from luoshi.office.models import Event, User
from luoshi.registers.actions import Said, add_record, import_areas
from luoshi.registers.divisions import divisions_in, names_of
from luoshi.registers.models import Area, Record

PAGE, CANTEENS = "/p/990101/areas/", "/p/990101/registers/elder_meals/canteens/"
DISTRICT = area("990101", "青梧区", 117, 36, 117.04, 36.02)
EAST = area("990101001", "东街街道", 117.02, 36, 117.04, 36.02)
WEST = area("990101002", "西街街道", 117, 36, 117.02, 36.02)
COMMUNITY = area("990101001001", "书院社区", 117.02, 36, 117.04, 36.01)
CELL = area("990101001001001", "第一网格", 117.02, 36, 117.03, 36.01)
WHOLE = [DISTRICT, EAST, WEST, COMMUNITY, CELL]
FEBRUARY = date(2025, 2, 10)
IN_CELL, IN_EAST, IN_WEST, OUTSIDE = (117.025, 36.005), (117.03, 36.015), (117.01, 36.01), (118.0, 36.0)


def sent(user: User, *features: dict[str, object], **asked: str) -> HttpResponse:
    """A file of divisions that somebody hands in."""
    file = SimpleUploadedFile("区划.geojson", geojson(*features))
    return at_desk(user).post(f"{PAGE}import/", {"file": file, "system": "WGS-84", **asked})


def brought(cast: Cast, tmp_path: Path, day: date, *features: dict[str, object]) -> None:
    """The divisions of a district as of a day."""
    path = tmp_path / "区划.geojson"
    path.write_bytes(geojson(*(features or WHOLE)))
    with clock.at(day):
        found = divisions_in(path, name=path.name, place=cast.place)
        import_areas(place=cast.place, found=found, source=path.name, by=cast.officer)


def seen(user: User, address: str, **asked: str) -> str:
    """What a page says."""
    response = at_desk(user).get(address, asked)
    assert response.status_code == 200, address
    return response.content.decode()


def placed(opened: Canteens, key: str, at: tuple[float, float], day: date = FEBRUARY) -> Record:
    """A canteen with a place."""
    said = Said({"code": key, "name": f"{key}号食堂"}, {"type": "Point", "coordinates": [*at]})
    with clock.at(day):
        return add_record(place=opened.cast.place, said=said, by=opened.cast.reporter, **opened.declared)


def test_an_officer_or_administrator_brings_them_in_and_others_do_not(cast: Cast) -> None:
    """As one file and one event; the tree hangs together by the codes."""
    assert "还没有区划。在下面导入" in seen(cast.officer, PAGE)
    assert "还没有区划。由督查人员或管理员导入" in seen(cast.leader, PAGE)
    assert sent(cast.head, *WHOLE).status_code == 403
    assert sent(cast.administrator, *WHOLE).status_code == 302
    assert Event.objects.filter(verb="import_areas").count() == 1
    assert "青梧区" in seen(cast.leader, PAGE)
    below = seen(cast.leader, PAGE, area="990101")
    assert "东街街道" in below
    assert "西街街道" in below
    assert "书院社区" not in below
    assert [*broken()] == []


def test_the_same_file_changes_nothing_and_a_changed_one_only_what_differs(cast: Cast) -> None:
    """Appended, so that what stood before is known; what the new file lacks stays."""
    sent(cast.officer, *WHOLE)
    sent(cast.officer, *WHOLE[::-1])
    assert (Area.objects.count(), Event.objects.filter(verb="import_areas").count()) == (5, 1)
    sent(cast.officer, area("990101002", "西城街道", 117, 36, 117.02, 36.02), DISTRICT)
    assert Area.objects.count() == 6
    below = seen(cast.officer, PAGE, area="990101")
    assert "西城街道" in below
    assert "西街街道" not in below
    assert "东街街道" in below


def test_a_file_with_faults_is_refused_as_a_whole_one_line_each(cast: Cast) -> None:
    """No area, crossing itself, a code twice, a name that is too long; the page says where."""
    bow = [[(117, 36), (117.1, 36.1), (117.1, 36), (117, 36.1), (117, 36)]]
    response = sent(
        cast.officer,
        DISTRICT,
        feature("Point", (117, 36), code="990101004", name="点"),
        feature("Polygon", bow, code="990101003", name="领结"),
        area("990101", "又一个", 117, 36, 117.01, 36.01),
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "第 2 个要素（990101004）：不是面" in page
    assert "第 3 个要素（990101003）：边界自相交" in page
    assert "第 4 个要素（990101）：与第 1 行代码重复" in page
    assert not Area.objects.exists()
    assert sent(cast.officer, area("990101009", "长" * 61, 117, 36, 117.1, 36.1)).status_code == 409
    assert not Area.objects.exists()


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "空"),
        (b"{}", "不是 GeoJSON 要素集"),
        (b"PK\x03\x04 shapes", "不是 OpenStreetMap 文件"),
        ("{\xa0".encode("gbk", "replace") + b"\xff", "UTF-8"),
        (geojson(area("370303001", "外地街道", 117, 36, 117.1, 36.1)), "没有一个代码属于青梧区（990101）"),
        (geojson(area("990101001", "颠倒", 36, 117, 36.02, 117.04)), "经纬度颠倒"),
        (geojson(DISTRICT, crs={"type": "name", "properties": {"name": "EPSG:3857"}}), "坐标系不是经纬度"),
    ],
)
def test_a_bad_file_is_one_line_and_nothing_is_brought_in(cast: Cast, data: bytes, line: str) -> None:
    """Whatever it is."""
    file = SimpleUploadedFile("../../区划.geojson", data)
    response = at_desk(cast.officer).post(f"{PAGE}import/", {"file": file, "system": "WGS-84"})
    assert response.status_code in (400, 409)
    assert line in response.content.decode()
    assert not Area.objects.exists()


def test_what_is_doubtful_comes_in_and_is_said(cast: Cast) -> None:
    """A county code that the list does not know, a neighbour's street; parents that are there already are not
    missing."""
    client = at_desk(cast.officer)
    asked = {"system": "WGS-84"}
    first = SimpleUploadedFile("a.geojson", geojson(*WHOLE, area("370303001", "邻街", 118, 36, 118.1, 36.1)))
    said = client.post(f"{PAGE}import/", asked | {"file": first}, follow=True).content.decode()
    assert "990101 不在 GB/T 2260 代码表里" in said
    assert "（370303001）：代码不属于青梧区" in said
    second = area("990101001001002", "第二网格", 117.03, 36, 117.04, 36.01)
    again = SimpleUploadedFile("b.geojson", geojson(second))
    said = client.post(f"{PAGE}import/", asked | {"file": again}, follow=True).content.decode()
    assert "第二网格" not in said
    assert "不在表中" not in said


def test_county_codes_are_held_against_the_list() -> None:
    """What is in force, what is not any more, and what never was."""
    assert names_of("370303") == ["张店区"]
    assert names_of("370000") == ["山东省"]
    assert names_of("990101") == []
    assert names_of("110103") == []


def test_each_record_finds_its_cell(opened: Canteens, tmp_path: Path) -> None:
    """By its point the smallest there is; outside all it says so; new borders move it, nothing is stored."""
    inside, far = placed(opened, "S1", IN_CELL), placed(opened, "S2", OUTSIDE)
    bare = opened.comes(FEBRUARY, "S3")
    page = f"/p/990101/records/{inside.pk}/"
    assert "所在区划" not in seen(opened.cast.leader, page)
    brought(opened.cast, tmp_path, date(2025, 3, 1))
    assert "第一网格" in seen(opened.cast.leader, page)
    assert "第一网格" not in seen(opened.cast.leader, page, as_of="2025-02-28")
    assert "位置在各区划之外" in seen(opened.cast.leader, f"/p/990101/records/{far.pk}/")
    assert "没有位置，也没有填街道或社区" in seen(opened.cast.leader, f"/p/990101/records/{bare.pk}/")
    response = at_desk(opened.cast.officer).post(
        f"{PAGE}drop/", {"code": "990101001001001", "reason": "并入社区"}
    )
    assert response.status_code == 302
    assert "第一网格" not in seen(opened.cast.leader, page)
    assert "书院社区" in seen(opened.cast.leader, page)


def test_the_list_is_sifted_by_area(opened: Canteens, tmp_path: Path) -> None:
    """A street holds what its cells hold; what lies nowhere is found too."""
    for key, at in [("S1", IN_CELL), ("S2", IN_EAST), ("S3", IN_WEST), ("S4", OUTSIDE)]:
        placed(opened, key, at)
    brought(opened.cast, tmp_path, FEBRUARY)
    for code, keys in {
        "990101": ["S1", "S2", "S3"],
        "990101001": ["S1", "S2"],
        "990101001001001": ["S1"],
        "none": ["S4"],
        "999999": [],
    }.items():
        page = seen(opened.cast.leader, CANTEENS, area=code)
        assert [key for key in ("S1", "S2", "S3", "S4") if f"{key}号食堂" in page] == keys, code


def test_areas_count_their_records_as_of_a_day(opened: Canteens, tmp_path: Path) -> None:
    """What is above holds what is below; the table goes out whole as CSV."""
    brought(opened.cast, tmp_path, date(2025, 1, 10))
    for key, at in [("S1", IN_CELL), ("S2", IN_EAST), ("S3", OUTSIDE)]:
        placed(opened, key, at)
    placed(opened, "S4", IN_WEST, FEBRUARY + timedelta(days=30))
    assert "990101001&amp;as_of=2025-02-20" in seen(
        opened.cast.leader, PAGE, area="990101", as_of="2025-02-20"
    )

    def table(day: str) -> dict[str, str]:
        body = (
            at_desk(opened.cast.leader).get("/p/990101/areas.csv", {"as_of": day}).content.decode("utf-8-sig")
        )
        rows = [line.split(",") for line in body.splitlines()[1:]]
        return {row[0]: row[6] for row in rows}

    before = {"990101": "2", "990101001": "2", "990101001001": "1", "990101001001001": "1", "990101002": "0"}
    assert table("2025-02-20") == before | {"": "1"}
    assert table("2025-04-01") == before | {"990101": "3", "990101002": "1", "": "1"}
    assert table("2025-01-09") == {}


def test_a_record_without_a_place_is_found_by_the_names_that_it_holds(cast: Cast, tmp_path: Path) -> None:
    """A mediation room says its street, in full or short; a name that no area has leaves it nowhere."""
    canteens = Canteens(cast, None)
    programme = canteens.declared["programme"]
    from luoshi.programmes import shipped

    programme = shipped()["smart_shops"]
    register = programme.registers[0]
    brought(cast, tmp_path, FEBRUARY)
    for key, community in [("1", "书院社区"), ("2", "书院"), ("3", "别处社区"), ("4", "")]:
        values = {register.key: key, "community": community} if community else {register.key: key}
        add_record(
            place=cast.place, programme=programme, register=register, said=Said(values), by=cast.officer
        )
    page = f"/p/990101/registers/{programme.name}/{register.name}/"
    rows = {code: seen(cast.officer, page, area=code).count("/records/") for code in ("990101001001", "none")}
    assert rows == {"990101001001": 2, "none": 2}
    first = Record.objects.get(key="1")
    assert "按所填的街道或社区名称" in seen(cast.officer, f"/p/990101/records/{first.pk}/")


def test_promised_stands_beside_counted_by_street(opened: Canteens, tmp_path: Path) -> None:
    """Three to the east, two to the west, one to a street that nobody knows: one has opened in the east."""
    brought(opened.cast, tmp_path, date(2025, 1, 25))
    opened.counts(FEBRUARY)
    for key, (street, value) in enumerate([("东街街道", 3), ("西街", 2), ("南街", 1)], 1):
        said = {"commitment": opened.promise, "department": opened.cast.head.department, "target": 1}
        with clock.at(FEBRUARY):
            said |= {"text": "建食堂", "street": street, "value": Decimal(value), "due": date(2025, 12, 1)}
            propose_item(by=opened.cast.head, **said)
            settle_item(commitment=opened.promise, key=key, approved=True, by=opened.cast.head)
    opened.opens(FEBRUARY, placed(opened, "S1", IN_CELL))
    placed(opened, "S2", IN_WEST)
    day = "2025-03-01"
    body = (
        at_desk(opened.cast.leader)
        .get("/p/990101/areas-promised.csv", {"as_of": day})
        .content.decode("utf-8-sig")
    )
    rows = [line.split(",") for line in body.splitlines()[1:]]
    assert [(row[0], row[1], row[6], row[7]) for row in rows] == [
        ("东街街道", "990101001", "3", "1"),
        ("西街", "990101002", "2", "0"),
        ("南街", "", "1", ""),
    ]
    page = seen(opened.cast.leader, PAGE, as_of=day)
    assert "没有这个名称的区划，或有几个" in page
    assert "南街" not in seen(opened.cast.leader, PAGE, as_of=day, area="990101")


def test_an_area_is_dropped_with_a_reason_once(cast: Cast) -> None:
    """No reason, no such area, dropped already: refused; what hung below it hangs above."""
    sent(cast.officer, *WHOLE)
    client = at_desk(cast.officer)
    assert client.post(f"{PAGE}drop/", {"code": "990101001"}).status_code == 400
    assert client.post(f"{PAGE}drop/", {"code": "nothing", "reason": "试"}).status_code == 409
    assert client.post(f"{PAGE}drop/", {"code": "990101001", "reason": "撤并"}).status_code == 302
    assert client.post(f"{PAGE}drop/", {"code": "990101001", "reason": "又撤"}).status_code == 409
    assert "书院社区" in seen(cast.officer, PAGE, area="990101")
    assert client.get(PAGE, {"area": "990101001"}).status_code == 404


def test_html_in_a_name_is_text_and_a_formula_is_none(opened: Canteens, tmp_path: Path) -> None:
    """On the pages and in the table."""
    brought(
        opened.cast, tmp_path, FEBRUARY, DISTRICT, area("990101001", "=1+<b>街", 117.02, 36, 117.04, 36.02)
    )
    placed(opened, "S1", IN_EAST)
    page = seen(opened.cast.leader, PAGE, area="990101")
    assert "<b>街" not in page
    assert "=1+&lt;b&gt;街" in page
    body = at_desk(opened.cast.leader).get("/p/990101/areas.csv").content.decode("utf-8-sig")
    assert "'=1+<b>街" in body


def test_the_pages_ask_as_few_queries_for_many_as_for_few(opened: Canteens, tmp_path: Path) -> None:
    """At most twelve."""
    brought(opened.cast, tmp_path, FEBRUARY)
    opened.counts(FEBRUARY)
    client, counts = at_desk(opened.cast.officer), {}
    for number in range(4):
        record = placed(opened, f"S{number}", IN_CELL)
        for page in (PAGE, f"{CANTEENS}?area=990101001", f"/p/990101/records/{record.pk}/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            counts.setdefault(page.split("/records")[0], []).append(len(queries))
    for page, asked in counts.items():
        assert max(asked) <= 12, (page, asked)
        assert asked[-1] <= asked[0], (page, asked)
