"""What the registers do again and again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from luoshi.board.models import Progress
from luoshi.delivery.periods import period_start
from luoshi.office import clock
from luoshi.office.models import Place
from luoshi.office.ticks import at_each_tick
from luoshi.programmes import Programme, Register
from luoshi.registers.actions import count_all, erase_overdue
from luoshi.registers.declared import declared
from luoshi.registers.models import Import

IMPORT_DAYS = 30
"""So long a file that was read waits to be carried out."""


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


@at_each_tick
def erase_persons() -> str:
    """What records say of persons, where the time that the register names is over."""
    count = 0
    for place in Place.objects.order_by("pk"):
        for programme, register in keeping_persons():
            about = {"place": place, "programme": programme, "register": register}
            while erased := erase_overdue(day=clock.today(), **about):
                count += erased
    return f"删除个人信息 personal fields of {count} records erased" if count else ""


@at_each_tick
def drop_imports() -> str:
    """Files of records that nobody carried out: their rows speak of persons too."""
    before = clock.now() - timedelta(days=IMPORT_DAYS)
    count, _tables = Import.objects.filter(done=None, at__lt=before).delete()
    return f"清理未导入的名册文件 {count} imports dropped" if count else ""


def keeping_persons() -> Iterator[tuple[Programme, Register]]:
    """The registers that say how long they keep what speaks of persons."""
    for programme in declared().values():
        for register in programme.registers:
            if register.keep_days is not None:
                yield programme, register
