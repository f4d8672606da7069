"""The administrator's page: who is there, who may log in, and what the place has published."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from cast import Cast, at_desk, person
from steps import accepted, line_of

from luoshi.board.models import Commitment
from luoshi.office.actions import Refused, publish_margin
from luoshi.office.audit import broken
from luoshi.office.models import User

PEOPLE = "/p/990101/people/"


def test_a_new_person_logs_in_with_the_password_that_is_shown_once(cast: Cast) -> None:
    """It stands on the page after adding, and nowhere later."""
    desk = at_desk(cast.administrator)
    typed = {"username": "wang", "name": "<b>王</b>", "role": "reporter", "department": "水利局"}
    page = desk.post(f"{PEOPLE}add/", typed).content.decode()
    password = re.search(r"<code>(.+?)</code>", page)[1]
    assert "&lt;b&gt;王" in page
    assert password not in desk.get(PEOPLE).content.decode()
    door = at_desk(None)
    assert door.post("/login/", {"username": "wang", "password": password}).status_code == 302
    assert str(User.objects.get(username="wang").department) == "水利局"
    assert list(broken()) == []


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"username": "", "role": "officer"}, 400),
        ({"username": "a b", "role": "officer"}, 400),
        ({"username": "wang", "role": "emperor"}, 400),
        ({"username": "wang", "role": "head"}, 409),
        ({"username": "officer-990101", "role": "officer"}, 409),
    ],
)
def test_a_person_who_cannot_be_is_refused(cast: Cast, typed: dict[str, str], status: int) -> None:
    """Without a name, with a role that is none, a head of nothing, a name that is taken."""
    before = User.objects.count()
    assert at_desk(cast.administrator).post(f"{PEOPLE}add/", typed).status_code == status
    assert User.objects.count() == before


def test_another_password_makes_the_old_one_void(cast: Cast) -> None:
    """Whoever forgot it gets a new one."""
    page = at_desk(cast.administrator).post(f"{PEOPLE}{cast.head.pk}/password/").content.decode()
    password = re.search(r"<code>(.+?)</code>", page)[1]
    login = {"username": cast.head.username}
    assert at_desk(None).post("/login/", {**login, "password": "x"}).status_code == 200
    assert at_desk(None).post("/login/", {**login, "password": password}).status_code == 302


def test_who_is_shut_out_is_out_at_once_and_can_come_back(cast: Cast) -> None:
    """The session that is open ends too; the administrator cannot do it to himself."""
    administrator, head = at_desk(cast.administrator), at_desk(cast.head)
    address = f"{PEOPLE}{cast.head.pk}/access/"
    assert administrator.post(address, {"allowed": "no"}).status_code == 302
    assert head.get("/p/990101/").status_code == 302
    assert administrator.post(address, {"allowed": "yes"}).status_code == 302
    assert head.get("/p/990101/").status_code == 200
    own = f"{PEOPLE}{cast.administrator.pk}/access/"
    assert administrator.post(own, {"allowed": "no"}).status_code == 409


def test_nobody_reaches_people_of_another_place(cast: Cast) -> None:
    """Not even an administrator of that other place's neighbour."""
    foreign = person("administrator", "990102")
    assert at_desk(foreign).post(f"{PEOPLE}{cast.head.pk}/password/").status_code == 403
    own = f"/p/990102/people/{cast.head.pk}/password/"
    assert at_desk(foreign).post(own).status_code == 404


def test_a_margin_holds_from_its_day_on(cast: Cast, canteens_2025: Commitment) -> None:
    """Five of eight in July is one more than expected: ahead by ten points, on pace by twenty."""
    accepted(cast, canteens_2025, date(2025, 7, 31), 5)
    assert line_of(canteens_2025, date(2025, 8, 10)).standing.status == "ahead"
    typed = {"percent": "20", "since": "2025-08-09"}
    assert at_desk(cast.administrator).post("/p/990101/margin/", typed).status_code == 302
    assert line_of(canteens_2025, date(2025, 8, 10)).standing.status == "on_pace"
    assert line_of(canteens_2025, date(2025, 8, 8)).standing.status == "ahead", "the past keeps its rule"
    for since, share in ((date(2025, 8, 9), "0.3"), (date(2025, 9, 1), "1.5")):
        with pytest.raises(Refused):
            publish_margin(place=cast.place, share=Decimal(share), since=since, by=cast.administrator)


def test_a_department_is_added(cast: Cast) -> None:
    """Its name appears on the page."""
    desk = at_desk(cast.administrator)
    assert desk.post("/p/990101/departments/add/", {"name": "水利局"}).status_code == 302
    assert "水利局" in desk.get(PEOPLE).content.decode()
