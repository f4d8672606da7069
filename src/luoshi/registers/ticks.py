"""What the registers do again and again."""

from __future__ import annotations

from datetime import timedelta

from luoshi.board.models import Progress
from luoshi.delivery.periods import period_start
from luoshi.office import clock
from luoshi.office.models import Place
from luoshi.office.ticks import at_each_tick
from luoshi.registers.actions import count_all


@at_each_tick
def count_anew() -> str:
    """The figures of the month that is over, and today's: what a record's last day ends, nobody enters."""
    today = clock.today()
    before = Progress.objects.filter(counted=True).count()
    for place in Place.objects.order_by("pk"):
        for day in (period_start(today, "month") - timedelta(days=1), today):
            count_all(place=place, day=day)
    count = Progress.objects.filter(counted=True).count() - before
    return f"名册计数 {count} figures counted" if count else ""
