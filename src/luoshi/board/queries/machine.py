"""What the machine had said of a promise when it was read: kept for ever, and shown."""

from __future__ import annotations

from decimal import Decimal

from luoshi.board.models import Commitment
from luoshi.board.words import doubt_words
from luoshi.reading.model import Item, Quantity
from luoshi.reading.outputs.words import target_signs

NUMBERS = ("value", "low", "high")


def items_of(commitment: Commitment) -> list[Item]:
    """The items as the reader had found them."""
    return [item_of(said) for said in commitment.machine]


def item_of(said: dict) -> Item:
    """An item from JSON."""
    quantity = said["quantity"]
    if quantity is not None:
        numbers = {name: quantity[name] and Decimal(quantity[name]) for name in NUMBERS}
        quantity = Quantity(**quantity | numbers)
    return Item(**said | {"quantity": quantity})


def readings(items: list[Item]) -> list[str]:
    """What was read, one phrase an item: its measure and its number, or its words."""
    return [
        f"{item.measure or item.text} {target_signs(item.quantity)}" if item.quantity else item.text
        for item in items
    ]


def doubts(items: list[Item]) -> list[str]:
    """Why a person should look."""
    return [doubt_words(item) for item in items if item.unsure]
