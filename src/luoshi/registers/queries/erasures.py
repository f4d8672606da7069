"""Which records hold what they say of persons longer than they may."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from luoshi.office.clock import end_of
from luoshi.office.models import Place
from luoshi.programmes import Programme, Register
from luoshi.registers.models import Record, RecordRevision


def overdue(place: Place, programme: Programme, register: Register, day: date) -> QuerySet[Record]:
    """The records of a register that say something of persons and were last revised too long before a day."""
    own = RecordRevision.objects.filter(record=OuterRef("pk")).order_by()
    kept_from = end_of(day - timedelta(days=(register.keep_days or 0) + 1))
    records = place.records.filter(programme=programme.name, register=register.name)
    return records.filter(Exists(own.exclude(personal={})), ~Exists(own.filter(at__gte=kept_from)))
