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
def close_month() -> str:
    """The figures of the month that is over, counted once for each place."""
    day = period_start(clock.today(), "month") - timedelta(days=1)
    before = Progress.objects.filter(counted=True).count()
    for place in Place.objects.order_by("pk"):
        count_all(place=place, day=day)
    count = Progress.objects.filter(counted=True).count() - before
    return f"月末计数 {count} figures counted" if count else ""
