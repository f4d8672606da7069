"""Each programme has a page in the place: what it keeps count of, and which promises speak of it."""

from __future__ import annotations

from datetime import date

import pytest
from canteens import Canteens
from cast import Cast, at_desk
from steps import handed_out

from luoshi.board.actions import enter_promise
from luoshi.board.models import Commitment, Origin
from luoshi.programmes import shipped


def words(cast: Cast, name: str) -> str:
    """What the page of a programme says to the officer."""
    response = at_desk(cast.officer).get(f"/p/990101/registers/{name}/")
    assert response.status_code == 200
    return response.content.decode()


def promised(cast: Cast, said: str) -> Commitment:
    """A promise of a key-project list, confirmed and handed out."""
    row = enter_promise(place=cast.place, words=said, origin=Origin.PROJECT, year=2025, by=cast.officer)
    return handed_out(cast, row)


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_programme_has_its_page(cast: Cast, name: str) -> None:
    """Whatever its kind, in both languages."""
    programme = shipped()[name]
    assert programme.about.title_zh in words(cast, name)
    english = at_desk(cast.leader).get(f"/p/990101/registers/{name}/", headers={"accept-language": "en"})
    assert programme.about.title_en in english.content.decode().replace("&#x27;", "'")


def test_a_programme_shows_what_counts_and_what_is_promised(opened: Canteens) -> None:
    """The promise of canteens speaks of it, and stands beside the measure that counts it."""
    opened.counts(date(2025, 2, 10))
    seen = words(opened.cast, "elder_meals")
    assert seen.count(f'href="/p/990101/commitments/{opened.promise.pk}/') == 2


def test_a_series_becomes_a_shared_measure(cast: Cast) -> None:
    """With the unit, frequency and lag that the programme names; the place says which department gives it."""
    client, page = at_desk(cast.officer), "employment_insurance"
    one = shipped()[page].series[0]
    said = {"name": one.name, "unit": one.unit, "frequency": one.frequency, "lag": one.lag}
    for field, value in said.items():
        assert f'name="{field}" value="{value}"' in words(cast, page)
    sent = {**said, "source": cast.head.department.pk}
    assert client.post("/p/990101/measures/add/", sent).status_code == 302
    assert cast.place.measures.get().name == one.name
    assert f"/measures/{cast.place.measures.get().pk}/" in words(cast, page)


def test_steps_of_a_programme_are_given_to_a_promise_with_days_of_the_place(cast: Cast) -> None:
    """Only those with a day; the same step is not given twice."""
    promise = promised(cast, "支持水晶街申报省级步行街试点街区")
    programme = shipped()["pedestrian_street"]
    assert promise.words in words(cast, programme.name)
    client, address = at_desk(cast.officer), "/p/990101/registers/pedestrian_street/milestones/take/"
    before = promise.milestones.count()
    assert client.post(address, {"commitment": promise.pk}).status_code == 409
    sent = {"commitment": promise.pk, "step_0": "2025-06-30"}
    assert client.post(address, sent).status_code == 302
    step = promise.milestones.order_by("pk").last()
    assert (step.name, step.proof) == (programme.milestones[0].title_zh, programme.milestones[0].proof)
    assert (step.due, promise.milestones.count()) == (date(2025, 6, 30), before + 1)
    assert client.post(address, sent).status_code == 409
    assert promise.milestones.count() == before + 1


def test_another_promise_cannot_be_smuggled_in(cast: Cast) -> None:
    """A promise that does not speak of the programme is not among the choices."""
    promised(cast, "支持水晶街申报省级步行街试点街区")
    other = promised(cast, "打通断头路3条")
    sent = {"commitment": other.pk, "step_0": "2025-06-30"}
    address = "/p/990101/registers/pedestrian_street/milestones/take/"
    assert at_desk(cast.officer).post(address, sent).status_code == 400
