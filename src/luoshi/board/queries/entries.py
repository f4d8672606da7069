"""The promises that no report made, looked through for those that are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from luoshi.board.models import Commitment, Revision, State
from luoshi.board.queries.confirming import Card, cards
from luoshi.office import clock
from luoshi.office.models import Place


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which promises are wanted; nothing said is all of them."""

    words: str = ""
    origin: str = ""
    open_only: bool = False

    def holds(self, row: Commitment) -> bool:
        """Whether a promise is among those; `row` is one of `entered`."""
        return (
            self.origin in ("", row.origin)
            and (not self.open_only or is_waiting(row))
            and (not self.words or self.words in f"{row.code} {row.title} {row.words}")
        )


def entered(place: Place) -> list[Commitment]:
    """The promises that no report made, the latest year first, each with its present `state` and `title`."""
    last = Revision.objects.filter(commitment=OuterRef("pk")).order_by("-pk")
    rows = place.commitments.filter(report=None).only("place", "origin", "year", "number", "section", "words")
    rows = rows.annotate(state=Subquery(last.values("state")[:1]), title=Subquery(last.values("title")[:1]))
    return [*rows.order_by("-year", "origin", "number")]


def is_waiting(row: Commitment) -> bool:
    """Whether a promise, one of `entered`, is still to be confirmed."""
    return row.state == State.PROPOSED


def entry_cards(place: Place, keys: Sequence[int]) -> list[Card]:
    """The cards of some promises, named by their ids, in this order; five queries."""
    rows = place.commitments.filter(Q(pk__in=keys) | Q(split_from__in=keys))
    found = {card.commitment.pk: card for card in cards(rows, clock.today())}
    return [found[pk] for pk in keys if pk in found]
