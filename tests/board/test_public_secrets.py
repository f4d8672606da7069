"""Nothing that is internal is told outside: a board with a secret in every text, and every public address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from cast import Cast, at_desk
from django.apps import apps
from django.db import models
from django.urls import get_resolver, reverse
from given_files import given, photo
from outside import HIDDEN, HOME, PRICE, accepted_figure, address_of, released, seen, told

from luoshi.board.actions import (
    add_measure,
    ask_change,
    attach,
    check,
    count_by,
    decide_change,
    draw,
    drop_milestone,
    enter_promise,
    find,
    move,
    propose_item,
    reach_milestone,
    release_figure,
    reopen,
    report_figure,
    revise,
    set_milestone,
    set_target,
    settle_item,
)
from luoshi.board.actions.windows import open_window
from luoshi.board.models import Commitment, Origin, Part, Report, Stage, State, Step, Visibility
from luoshi.board.models.common import Fact
from luoshi.office import clock
from luoshi.office.actions import add_person, department_of


@pytest.fixture
def full_of_secrets(cast: Cast, published: Commitment, report: Report) -> Commitment:
    """A public promise with a secret in each text that is internal, beside an internal one."""
    hidden_department = department_of(place=cast.place, name=f"{HIDDEN}局")
    leader = add_person(
        username=f"{HIDDEN}领导", password="x", code="990101", role="leader", name=f"{HIDDEN}某"
    )
    for role, department in (("officer", None), ("head", "民政局"), ("reporter", "民政局")):
        known = {"username": f"{HIDDEN}{role}", "password": "x", "code": "990101", "role": role}
        setattr(cast, role, add_person(**known, department=department, name=f"{HIDDEN}{role}"))
    said = {"leader": leader, "contact": HIDDEN, "criterion": HIDDEN, "proof": HIDDEN, "reason": HIDDEN}
    revise(commitment=published, by=cast.officer, title=HIDDEN, visibility=Visibility.INTERNAL)
    revise(
        commitment=published,
        by=cast.officer,
        title="新建社区食堂八处",
        visibility=Visibility.PUBLIC,
        supporting=[hidden_department.name],
        **said,
    )
    target = published.targets.get()
    aims = {
        name: getattr(target, name) for name in ("comparator", "value", "basis", "direction", "start", "due")
    }
    set_target(
        commitment=published, key=1, measure=HIDDEN, unit=HIDDEN, reason=HIDDEN, by=cast.officer, **aims
    )
    set_target(commitment=published, key=1, measure="食堂", unit="处", reason=HIDDEN, by=cast.officer, **aims)
    count_by(commitment=published, key=1, counted_by=HIDDEN, reason=HIDDEN, by=cast.officer)
    step = {"due": date(2025, 6, 30), "by": cast.officer}
    set_milestone(commitment=published, name=HIDDEN, proof=HIDDEN, **step)
    set_milestone(commitment=published, key=1, name="开工", proof=HIDDEN, reason=HIDDEN, **step)
    set_milestone(commitment=published, name=HIDDEN, **step)
    drop_milestone(commitment=published, key=2, reason=HIDDEN, by=cast.officer)
    propose_item(
        commitment=published,
        text=HIDDEN,
        street=HIDDEN,
        department=hidden_department,
        due=date(2025, 6, 30),
        by=cast.head,
    )
    figures_of_all_kinds(cast, published)
    said = {"part": Part.TARGET, "key": 1, "value": Decimal(6), "due": date(2025, 12, 31)}
    request = ask_change(commitment=published, reason=HIDDEN, by=cast.head, **said)
    decide_change(request=request, approved=True, reason=HIDDEN, by=cast.officer)
    check(commitment=published, stage=Stage.APPLIED, words=HIDDEN, by=cast.head)
    check(commitment=published, stage=Stage.REFUSED, words=HIDDEN, by=cast.officer)
    find(commitment=published, true=False, words=HIDDEN, part=Part.MILESTONE, key=1, by=cast.officer)
    settle_item(commitment=published, key=1, approved=False, reason=HIDDEN, by=cast.head)
    add_measure(place=cast.place, name=HIDDEN, unit=HIDDEN, source=hidden_department, by=cast.officer)
    draw(place=cast.place, pool=[published], seed=HIDDEN, size=1, by=cast.officer)
    window = open_window(place=cast.place, month=date(2025, 6, 30))
    until = date(2100, 1, 1)
    reopen(window=window, department=hidden_department, until=until, reason=HIDDEN, by=cast.officer)
    internal_promise(cast)
    return published


def internal_promise(cast: Cast) -> None:
    """What a leader has asked for, and nobody outside knows of."""
    said = {"place": cast.place, "origin": Origin.INSTRUCTION, "year": 2025, "by": cast.officer}
    row = enter_promise(words=f"{HIDDEN}新建食堂8处", section=HIDDEN, **said)
    revise(commitment=row, by=cast.officer, state=State.CONFIRMED, title=HIDDEN, lead=cast.head.department)


def figures_of_all_kinds(cast: Cast, published: Commitment) -> None:
    """Drafted, submitted, returned, accepted and not released, taken back; one is public."""
    said = {"key": 1, "cumulative": True, "sentence": HIDDEN, "by": cast.reporter, "commitment": published}
    report_figure(day=date(2025, 1, 31), value=PRICE, **said)
    submitted = report_figure(day=date(2025, 2, 28), value=PRICE, **said)
    move(progress=submitted, step=Step.SUBMITTED, by=cast.head)
    returned = report_figure(day=date(2025, 3, 31), value=PRICE, **said)
    move(progress=returned, step=Step.SUBMITTED, by=cast.head)
    move(progress=returned, step=Step.RETURNED, by=cast.officer, reason=HIDDEN)
    accepted_figure(cast, published, month=4, value=PRICE, sentence=HIDDEN)
    taken_back = released(cast, accepted_figure(cast, published, month=5, value=PRICE, sentence=HIDDEN))
    release_figure(progress=taken_back, visibility=Visibility.INTERNAL, by=cast.officer)
    later = accepted_figure(cast, published, month=6, value=PRICE, sentence=HIDDEN)
    embargo = {"visibility": Visibility.EMBARGOED, "until": date(2100, 1, 1)}
    release_figure(progress=later, by=cast.officer, **embargo)
    released(cast, accepted_figure(cast, published, month=7, value=Decimal(3), sentence="三处已开业"))
    reached = reach_milestone(
        commitment=published, key=1, day=date(2025, 6, 1), sentence=HIDDEN, by=cast.reporter
    )
    attach(commitment=published, progress=reached, file=given(f"{HIDDEN}.jpg"), by=cast.head)
    move(progress=reached, step=Step.SUBMITTED, by=cast.head)
    move(progress=reached, step=Step.ACCEPTED, by=cast.officer)
    attach(commitment=published, file=given(f"{HIDDEN}2.jpg", photo(shade=2)), by=cast.head)


UNTRIED = {
    *("Report.name", "Report.text", "Report.sha256"),
    *("Target.comparator", "Target.basis", "Target.direction", "Target.frequency", "Measure.frequency"),
}
"""Texts in which nobody writes what he likes, and those that no public page could reach."""


def texts() -> Iterator[tuple[str, models.Model, str]]:
    """Every field of a fact in which somebody writes."""
    board = apps.get_app_config("board").get_models()
    for model in (model for model in board if issubclass(model, Fact)):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField) and not field.choices:
                yield f"{model.__name__}.{field.name}", model, field.name


def test_no_public_page_tells_a_secret(cast: Cast, full_of_secrets: Commitment) -> None:
    """No page, JSON or table, for any day, holds what is internal; and every text was tried."""
    untried = [
        name
        for name, model, field in texts()
        if not model.objects.filter(**{f"{field}__contains": HIDDEN}).exists()
    ]
    assert set(untried) == UNTRIED
    today = clock.today()
    days = (None, today - timedelta(days=1), today, date(2099, 1, 1))
    shown = 0
    for pattern in get_resolver().reverse_dict:
        if not str(pattern).startswith("public_") or pattern in ("public_file", "public_language"):
            continue
        for day in days:
            for row in cast.place.commitments.all():
                shown += held_back(pattern, row, day)
    assert shown >= 18
    for row in full_of_secrets.evidence.all():
        assert at_desk(None).get(f"{HOME}files/{row.pk}/").status_code == 404


def held_back(name: str, row: Commitment, day: date | None) -> bool:
    """Whether a page is there; if it is, it holds no secret."""
    said = {} if "status" in name else {"code": "990101"}
    said |= {"pk": row.pk} if "commitment" in name else {}
    response = at_desk(None).get(reverse(name, kwargs=said), {"as_of": day} if day else {})
    body = response.content.decode()
    for secret in (HIDDEN, str(PRICE), "-990101", "民政局-"):
        assert secret not in body, (name, day)
    if HIDDEN in row.words and "commitment" in name:
        assert response.status_code == 404
    return response.status_code == 200


def test_the_public_figure_among_the_secrets_is_there(full_of_secrets: Commitment) -> None:
    """What is meant to be seen is seen."""
    page = seen(address_of(full_of_secrets))
    assert "三处已开业" in page
    assert [row["value"] for row in told(full_of_secrets)["figures"]] == ["3"]
