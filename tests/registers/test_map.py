"""The map: records where they are, few marks for many, the list beside it, places put by hand."""

from __future__ import annotations

import json
from datetime import date

import pytest
from canteens import Canteens
from cast import Cast, at_desk
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luoshi.office.actions import Refused
from luoshi.office.audit import record as record_event
from luoshi.programmes import shipped
from luoshi.registers.actions import Said, add_record, place_record, strike_record
from luoshi.registers.models import Record, RecordRevision

PAGE = "/p/990101/map/"
DATA = "/p/990101/map/records.json"
FEBRUARY = date(2025, 2, 10)
HERE = (118.05, 36.81)
AROUND = "118,36.7,118.1,36.9"


def words(client: Client, **asked: str) -> str:
    """What the page of the map says."""
    response = client.get(PAGE, asked)
    assert response.status_code == 200
    return response.content.decode()


def seen(client: Client, box: str = AROUND, zoom: int = 14, **asked: str) -> dict[str, list[object]]:
    """What the map draws in a box."""
    response = client.get(DATA, {"box": box, "zoom": str(zoom), **asked})
    assert response.status_code == 200
    return json.loads(response.content)


def placed(opened: Canteens, code: str = "S1", where: tuple[float, float] = HERE) -> Record:
    """A canteen that was entered and put on the map."""
    record = opened.comes(FEBRUARY, code)
    place_record(record=record, lon=where[0], lat=where[1], by=opened.cast.reporter, **opened.declared)
    return record


def test_records_with_and_without_a_place_are_listed(opened: Canteens) -> None:
    """Nobody vanishes for want of coordinates; only who has some is drawn."""
    record = placed(opened)
    opened.comes(FEBRUARY, "S2")
    client = at_desk(opened.cast.leader)
    page = words(client)
    before, _heading, after = page.partition("还没有标在图上")
    assert "S1号食堂" in before
    assert "S2号食堂" not in before
    assert "S2号食堂" in after
    drawn = seen(client)
    assert drawn["points"] == [[record.pk, *HERE, -1, "S1号食堂", ""]]
    assert "S1号食堂" in drawn["list"]
    assert seen(client, box="0,0,1,1")["points"] == []


def test_the_map_is_asked_by_register_stage_year_and_day(opened: Canteens) -> None:
    """Opened in 2025; nothing in a year before; nothing before it was entered."""
    opened.opens(FEBRUARY, placed(opened))
    client = at_desk(opened.cast.officer)
    own = {"register": "elder_meals/canteens"}
    for asked, count in [
        ({"register": "elder_meals"}, 1),
        ({"register": "elder_meals/kitchens"}, 0),
        (own | {"stage": "opened"}, 1),
        (own | {"stage": "none"}, 0),
        (own | {"year": "2025"}, 1),
        (own | {"year": "2024"}, 0),
        ({"register": "no/such"}, 1),
        ({"as_of": "2020-01-01"}, 0),
    ]:
        assert len(seen(client, **asked)["points"]) == count, asked
        assert ("S1号食堂" in words(client, **asked)) == bool(count), asked


def test_what_is_said_anew_is_drawn_at_once(opened: Canteens) -> None:
    """The marks are remembered only until a record changes."""
    record = placed(opened)
    client = at_desk(opened.cast.officer)
    assert len(seen(client)["points"]) == 1
    place_record(record=record, lon=118.06, lat=36.8, by=opened.cast.head, **opened.declared)
    assert seen(client)["points"][0][1:3] == [118.06, 36.8]
    strike_record(record=record, reason="重复", by=opened.cast.officer, **opened.declared)
    assert seen(client)["points"] == []


@pytest.mark.parametrize(
    "asked",
    [
        *(
            {"box": box, "zoom": "12"}
            for box in ("", "1,2,3", "a,b,c,d", "nan,0,1,1", "3,0,1,1", "0,0,999,1")
        ),
        *({"box": AROUND, "zoom": zoom} for zoom in ("", "x", "-1", "99", "1e3")),
        {"box": AROUND, "zoom": "12", "as_of": "gestern"},
    ],
)
def test_no_part_of_the_earth_is_not_found(cast: Cast, asked: dict[str, str]) -> None:
    """404, no traceback."""
    assert at_desk(cast.officer).get(DATA, asked).status_code == 404


def test_a_record_is_put_on_the_map_by_hand(opened: Canteens) -> None:
    """From its page to the map and back; where it stands is a revision more, all else stays."""
    record = opened.comes(FEBRUARY, "S1", seats="60")
    client = at_desk(opened.cast.reporter)
    assert f"{PAGE}?place={record.pk}" in client.get(f"/p/990101/records/{record.pk}/").content.decode()
    assert "在图上点一下" in words(client, place=str(record.pk))
    response = client.post(f"/p/990101/records/{record.pk}/place/", {"lon": "118.05", "lat": "36.81"})
    assert response.status_code == 302
    last = record.revisions.last()
    assert last is not None
    assert (last.lon, last.lat, last.values["seats"]) == (*HERE, "60")
    again = client.post(f"/p/990101/records/{record.pk}/place/", {"lon": "118.05", "lat": "36.81"})
    assert again.status_code == 409
    assert "没有改动" in again.content.decode()


@pytest.mark.parametrize("lon", ["", "200", "nan", "东经118度"])
def test_no_place_is_one_line(opened: Canteens, lon: str) -> None:
    """At the field; nothing is kept."""
    record = opened.comes(FEBRUARY, "S1")
    client = at_desk(opened.cast.reporter)
    response = client.post(f"/p/990101/records/{record.pk}/place/", {"lon": lon, "lat": "36.8"})
    assert response.status_code == 400
    assert record.revisions.count() == 1


def test_who_does_not_keep_the_register_places_nothing(opened: Canteens) -> None:
    """Another department neither gets the form nor is heard."""
    record = opened.comes(FEBRUARY, "S1")
    client = at_desk(opened.cast.colleague)
    assert client.get(PAGE, {"place": str(record.pk)}).status_code == 404
    response = client.post(f"/p/990101/records/{record.pk}/place/", {"lon": "118", "lat": "36"})
    assert response.status_code in (404, 409)
    assert record.revisions.count() == 1


@pytest.mark.parametrize("asked", ["999999", "x", "-1", "9" * 30, "٣"])
def test_a_record_that_is_not_there_cannot_be_placed(cast: Cast, asked: str) -> None:
    """404."""
    assert at_desk(cast.officer).get(PAGE, {"place": asked}).status_code == 404


def test_a_name_with_html_is_text(opened: Canteens) -> None:
    """In the list; as data the page sets it as text."""
    record = opened.comes(FEBRUARY, "S1", name="<b>食堂</b>")
    place_record(record=record, lon=118.05, lat=36.81, by=opened.cast.reporter, **opened.declared)
    client = at_desk(opened.cast.leader)
    assert "<b>食堂" not in words(client)
    assert "<b>食堂" not in str(seen(client)["list"])


def test_many_records_ask_no_more_queries_than_few(opened: Canteens) -> None:
    """At most twelve, of the page and of what it draws."""
    client = at_desk(opened.cast.officer)
    placed(opened, "S0")
    counts: dict[str, list[int]] = {}
    for number in range(1, 4):
        for address in (PAGE, f"{DATA}?box={AROUND}&zoom=14"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.setdefault(address, []).append(len(queries))
        placed(opened, f"S{number}", (118.05 + number / 1000, 36.81))
    for address, (_first, *others) in counts.items():
        assert len({*others}) == 1, (address, counts[address])
        assert others[0] <= 12, (address, counts[address])


def test_dense_records_are_counted_together_and_the_list_says_that_it_is_not_all(opened: Canteens) -> None:
    """More than are drawn one by one: the counts and the single marks add up to all."""
    place, by = opened.cast.place, opened.cast.officer
    said = {"place": place, "programme": "elder_meals", "register": "canteens", "by": by}
    rows = Record.objects.bulk_create(Record(key=f"S{number:03}", **said) for number in range(230))
    revisions = RecordRevision.objects.bulk_create(
        RecordRevision(
            record=row,
            version=1,
            values={"code": row.key, "name": row.key},
            lon=HERE[0] + number % 23 / 2000,
            lat=HERE[1] + number // 23 / 2000,
            by=by,
        )
        for number, row in enumerate(rows)
    )
    record_event(verb="add_record", row=rows[0], by=by, place=place, also=[*rows[1:], *revisions])
    client = at_desk(by)
    drawn = seen(client, zoom=13)
    assert len(drawn["points"]) + sum(cluster[2] for cluster in drawn["clusters"]) == 230
    assert len(drawn["clusters"]) < 30
    assert "只列出前面这些" in drawn["list"]
    assert "230" in drawn["total"]


def test_lines_and_areas_are_drawn_simplified(cast: Cast) -> None:
    """A street of a thousand bends comes with no more points than the screen shows."""
    programme = shipped()["roads_alleys"]
    register = next(one for one in programme.registers if one.geometry == "line")
    bends = [[118.0 + number / 100_000, 36.8 + number % 2 / 1_000_000] for number in range(1000)]
    values = {one.name: "x" for one in register.fields if one.required} | {register.key: "R1"}
    said = Said(values, {"type": "LineString", "coordinates": bends})
    record = add_record(place=cast.place, programme=programme, register=register, said=said, by=cast.officer)
    drawn = seen(at_desk(cast.officer), box="117.9,36.7,118.1,36.9", zoom=13)
    [shape] = drawn["shapes"]
    assert drawn["points"][shape["point"]][0] == record.pk
    assert shape["kind"] == "LineString"
    assert len(shape["deltas"]) < 20
    with pytest.raises(Refused, match="线或面"):
        place_record(
            record=record, programme=programme, register=register, lon=118.0, lat=36.8, by=cast.officer
        )
