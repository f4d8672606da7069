"""Two officers decide the same thing at the same moment: one wins, the other is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from cast import Cast
from django.db import connection

from luoshi.board.actions import move, report_figure, revise
from luoshi.board.models import Commitment, Progress, State, Step
from luoshi.office.actions import Refused
from luoshi.office.audit import broken

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def figure(cast: Cast, canteens: Commitment) -> Progress:
    """A figure that waits for the office."""
    if connection.vendor != "postgresql":
        pytest.skip("make test-postgres: the test database of SQLite is not shared by connections")
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    said = {"day": date(2025, 3, 31), "value": Decimal(2), "cumulative": True, "sentence": ""}
    made = report_figure(commitment=canteens, key=1, by=cast.head, **said)
    move(progress=made, step=Step.SUBMITTED, by=cast.head)
    return made


def both(*decisions: Callable[[], object]) -> list[str]:
    """What became of decisions that begin at the same moment, each on a connection of its own."""
    line = Barrier(len(decisions))

    def decide(decision: Callable[[], object]) -> str:
        line.wait()
        try:
            decision()
        except Refused:
            return "told"
        finally:
            connection.close()
        return "won"

    with ThreadPoolExecutor(len(decisions)) as pool:
        return sorted(pool.map(decide, decisions))


def test_a_figure_is_accepted_or_returned_and_never_both(cast: Cast, figure: Progress) -> None:
    """Whoever comes second finds that it has moved on; the chain has one event more."""
    accept = {"progress": figure, "step": Step.ACCEPTED, "by": cast.officer}
    send_back = {"progress": figure, "step": Step.RETURNED, "by": cast.officer, "reason": "无证明"}
    assert both(lambda: move(**accept), lambda: move(**send_back)) == ["told", "won"]
    assert figure.moves.count() == 3
    assert list(broken()) == []
