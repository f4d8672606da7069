"""A diary: stories that each say when they go on, told together in the order of their days."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from luoshi.office import clock

Story = Iterator[date]
"""Yields the day on which it wants to go on; what it does after that happens on that day."""


def tell(stories: Iterable[Story], *, until: date, told: Callable[[date], None]) -> None:
    """Go through the days of all stories, with the clock set; what lies after `until` does not happen.

    Acts of one day follow each other by a few seconds. `told` is called with each day that is over.
    """
    waiting: list[tuple[date, int, Story]] = []
    for number, story in enumerate(stories):
        push(waiting, number, story)
    today, seconds = date.min, 0
    while waiting and waiting[0][0] <= until:
        day, number, story = heapq.heappop(waiting)
        if day != today:
            told(day)
            today, seconds = day, 0
        with clock.at(morning(day) + timedelta(seconds=seconds)):
            push(waiting, number, story)
        seconds += 20


def push(waiting: list[tuple[date, int, Story]], number: int, story: Story) -> None:
    """Let a story act, and note when it wants to go on."""
    day = next(story, None)
    if day is not None:
        heapq.heappush(waiting, (day, number, story))


def morning(day: date) -> datetime:
    """Half past eight."""
    return timezone.make_aware(datetime.combine(day, time(8, 30)))
