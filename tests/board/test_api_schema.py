"""Whatever a program sends: the API answers as its schema says, and never with a fault of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import schemathesis
from cast import Cast
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from months import statistics
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth
from steps import accepted

from luoshi.board.actions import ask_change, move, propose_item, report_figure
from luoshi.board.models import Commitment, Part, Step
from luoshi.office import clock
from luoshi.office.tokens import make_token
from luoshi.web.wsgi import application

EXAMPLES = int(os.environ.get("API_EXAMPLES", "1"))
"""How many requests each route gets of each kind; `make test-api` asks for many more."""
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31)).map(date.isoformat)
schemathesis.openapi.format("date", DAYS)


@pytest.fixture
def in_process() -> Iterator[None]:
    """The server closes its connection after each request: inside a test it is the test's own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def numbers(cast: Cast, canteens_2025: Commitment) -> dict[str, int]:
    """The row that each kind of address is about; there is one of everything."""
    figure = accepted(cast, canteens_2025, date(2025, 3, 31), 2)
    with clock.at(date(2025, 7, 5)):
        said = {"day": date(2025, 6, 30), "value": figure.value, "cumulative": True}
        waiting = report_figure(commitment=canteens_2025, key=1, by=cast.reporter, **said)
        move(progress=waiting, step=Step.SUBMITTED, by=cast.head)
        asked = {"part": Part.TARGET, "key": 1, "due": date(2026, 6, 30), "reason": "流标"}
        request = ask_change(commitment=canteens_2025, by=cast.head, **asked)
        item = {"text": "选址", "department": cast.head.department, "due": date(2025, 9, 30)}
        propose_item(commitment=canteens_2025, by=cast.head, **item)
    return {
        "commitments": canteens_2025.pk,
        "figures": waiting.pk,
        "changes": request.pk,
        "reports": canteens_2025.report_id,
        "measures": statistics(cast).pk,
    }


@pytest.fixture
def everybody(cast: Cast) -> list[dict[str, str]]:
    """The header of each role, and of an officer of another place."""
    people = (cast.reporter, cast.head, cast.officer, cast.leader, cast.administrator, cast.stranger)
    made = [make_token(user=person, name="试", until=clock.today(), by=person) for person in people]
    return [{"Authorization": f"Bearer {words}"} for _token, words in made]


def parameters(path: str, numbers: dict[str, int]) -> dict[str, Any]:
    """An address of this path that leads to a row."""
    found: dict[str, Any] = {"code": "990101"} if "{code}" in path else {}
    if "{pk}" in path:
        kind = path.partition("{code}/")[2].partition("/")[0]
        found["pk"] = numbers[kind]
    return found | ({"key": 1} if "{key}" in path else {})


@pytest.mark.usefixtures("in_process")
def test_every_route_answers_as_its_schema_says(
    numbers: dict[str, int], everybody: list[dict[str, str]]
) -> None:
    """Sense and nonsense, about rows that are there and any others, as each role."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for found in schema.get_all_operations():
        operation = found.ok()
        there = parameters(operation.path, numbers)
        cases = [operation.as_strategy(path_parameters=there), operation.as_strategy()]
        if operation.body or operation.query:
            nonsense = GenerationMode.NEGATIVE
            cases.append(operation.as_strategy(generation_mode=nonsense, path_parameters=there))
        for strategy in cases:
            hold(strategy, everybody)


def hold(strategy: st.SearchStrategy[schemathesis.Case], everybody: list[dict[str, str]]) -> None:
    """Send what a strategy draws as everybody in turn, and hold each answer against the schema."""

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def send(case: schemathesis.Case) -> None:
        for headers in everybody:
            # That nobody comes in without a token is asked by test_access.py, of each route.
            case.call_and_validate(headers=headers, excluded_checks=[ignored_auth])

    send()
