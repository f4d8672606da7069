"""What every fact has: when it was recorded, and by whom."""

from __future__ import annotations

from django.db import models

from luoshi.office import clock
from luoshi.office.models import User


class Fact(models.Model):
    """A row that is appended and never edited."""

    at = models.DateTimeField(default=clock.now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class DecimalNumber(models.DecimalField):
    """A figure: 24 digits before the point, six behind it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **{"max_digits": 30, "decimal_places": 6, **kwargs})  # type: ignore[arg-type]


def said(field: str) -> models.Q:
    """That a text is not empty."""
    return ~models.Q(**{field: ""})
