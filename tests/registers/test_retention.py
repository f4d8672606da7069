"""What records say of persons goes in time; the record stays and counts, and the chain is whole."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from canteens import Canteens
from cast import at_desk

from luoshi.office import clock
from luoshi.office.actions import Refused
from luoshi.office.audit import broken
from luoshi.office.models import Event, Salt
from luoshi.office.ticks import tick
from luoshi.registers.actions import Said, erase_person, revise_record
from luoshi.registers.models import Erasure, Import, Record, RecordRevision

FEBRUARY = date(2025, 2, 10)
PERSON = {"contact": "周某某", "phone": "13800001234"}


def ticked(day: date) -> list[str]:
    """What is done on a day."""
    with clock.at(day):
        done, failed = tick()
    assert failed == []
    return [words for words in done if "personal" in words]


def last_day(opened: Canteens) -> date:
    """The last day on which what a record said in February may be kept."""
    return FEBRUARY + timedelta(days=opened.register.keep_days or 0)


def salts() -> int:
    """So many revisions have a digest of what they say of persons."""
    return Salt.objects.filter(subject="recordrevision").count()


def test_personal_fields_are_kept_to_the_last_day_and_erased_on_the_next(opened: Canteens) -> None:
    """From all revisions, with their salts; the word that stays says which, and the chain is whole."""
    opened.counts(FEBRUARY)
    record = opened.comes(FEBRUARY, "S1", **PERSON)
    opened.opens(FEBRUARY, record)
    assert salts() == 2
    assert ticked(last_day(opened)) == []
    assert salts() == 2
    over = last_day(opened) + timedelta(days=1)
    assert ticked(over) == ["删除个人信息 personal fields of 1 records erased"]
    assert salts() == 0
    assert [row.personal for row in RecordRevision.objects.all()] == [{}, {}]
    erasure = Erasure.objects.get()
    assert (erasure.record, erasure.names, erasure.by, erasure.reason) == (record, [*PERSON], None, "")
    assert Event.objects.filter(verb="erase_overdue").count() == 1
    assert [*broken()] == []
    assert opened.line(date(2025, 12, 1)).standing.share == Decimal(1) / 8
    assert opened.values()[1] == (FEBRUARY, 1)
    assert ticked(over) == []
    assert Erasure.objects.count() == 1


def test_a_revision_begins_the_time_anew(opened: Canteens) -> None:
    """Whoever was still spoken of in June stays for as long after June."""
    record = opened.comes(FEBRUARY, "S1", **PERSON)
    june = date(2025, 6, 10)
    with clock.at(june):
        said = Said({"code": "S1", "name": "S1号食堂", **PERSON, "phone": "13900001234"}, reason="换了电话")
        revise_record(record=record, said=said, by=opened.cast.reporter, **opened.declared)
    assert ticked(last_day(opened) + timedelta(days=1)) == []
    assert ticked(june + timedelta(days=opened.register.keep_days + 1)) != []
    assert Erasure.objects.get().names == ["contact", "phone"]


def test_many_records_are_erased_with_one_event(opened: Canteens) -> None:
    """Those whose time is over, and no others: the event knows them all."""
    for number in range(4):
        opened.comes(FEBRUARY, f"S{number}", **PERSON)
    opened.comes(FEBRUARY, "nobody")
    opened.comes(FEBRUARY + timedelta(days=9), "later", **PERSON)
    assert ticked(last_day(opened) + timedelta(days=1)) != []
    assert {row.record.key for row in Erasure.objects.all()} == {"S0", "S1", "S2", "S3"}
    assert Event.objects.filter(verb="erase_overdue").count() == 1
    assert [*broken()] == []


def test_erased_on_request_with_a_reason_and_told_in_the_story(opened: Canteens) -> None:
    """The page offers it to the office alone; afterwards nothing of the person is left anywhere."""
    record = opened.comes(FEBRUARY, "S1", **PERSON)
    page = f"/p/990101/records/{record.pk}/"
    assert "删除个人信息" not in at_desk(opened.cast.reporter).get(page).content.decode()
    desk = at_desk(opened.cast.officer)
    assert "删除个人信息" in desk.get(page).content.decode()
    assert desk.post(f"{page}erase/", {"reason": ""}).status_code == 400
    assert desk.post(f"{page}erase/", {"reason": "<b>本人要求</b>"}).status_code == 302
    seen = desk.get(page).content.decode()
    assert "个人信息已应要求删除 <small>联系人、联系电话</small>" in seen
    assert "&lt;b&gt;本人要求" in seen
    assert "周某某" not in seen
    assert "周**" not in at_desk(opened.cast.leader).get(page, {"as_of": "2025-03-01"}).content.decode()
    assert desk.post(f"{page}erase/", {"reason": "再来"}).status_code == 409
    assert [*broken()] == []


def test_what_was_erased_in_time_is_told_as_that(opened: Canteens) -> None:
    """On the record's page, on its day; the page as of before does not know it yet."""
    record = opened.comes(FEBRUARY, "S1", **PERSON)
    over = last_day(opened) + timedelta(days=1)
    ticked(over)
    client, page = at_desk(opened.cast.leader), f"/p/990101/records/{record.pk}/"
    told = "个人信息已按期限删除 <small>联系人、联系电话</small>"
    assert told in client.get(page, {"as_of": over.isoformat()}).content.decode()
    assert told not in client.get(page, {"as_of": last_day(opened).isoformat()}).content.decode()


def test_a_record_without_persons_or_a_reason_is_not_erased(opened: Canteens) -> None:
    """Nothing to delete; nothing said why."""
    record = opened.comes(FEBRUARY, "S1")
    said = {"by": opened.cast.officer, **opened.declared}
    with pytest.raises(Refused, match="没有个人信息"):
        erase_person(record=record, reason="本人要求", **said)
    other = opened.comes(FEBRUARY, "S2", **PERSON)
    with pytest.raises(Refused, match="写明理由"):
        erase_person(record=other, reason=" ", **said)
    assert not Erasure.objects.exists()
    assert Record.objects.count() == 2


def test_a_file_that_nobody_carries_out_is_dropped_after_a_month(opened: Canteens) -> None:
    """Its rows speak of persons; one that was carried out holds none and stays as a line of the list."""
    about = {
        "place": opened.cast.place,
        "programme": "elder_meals",
        "register": "canteens",
        "system": "WGS-84",
    }
    with clock.at(FEBRUARY):
        Import.objects.create(
            name="waits.csv", by=opened.cast.reporter, sheet={"lines": [["周某某"]]}, **about
        )
        Import.objects.create(name="done.csv", by=opened.cast.reporter, done=clock.now(), **about)
    with clock.at(FEBRUARY + timedelta(days=30)):
        tick()
    assert Import.objects.count() == 2
    with clock.at(FEBRUARY + timedelta(days=31)):
        tick()
    assert Import.objects.get().name == "done.csv"


def test_whoever_only_empties_the_fields_breaks_the_chain(opened: Canteens) -> None:
    """Without its salt being deleted an emptied row is not what its event says."""
    record = opened.comes(FEBRUARY, "S1", **PERSON)
    whole = record.revisions.get().personal
    record.revisions.update(personal={})
    assert any("recordrevision" in line for line in broken())
    record.revisions.update(personal=whole)
