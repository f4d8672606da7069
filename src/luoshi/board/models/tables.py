"""Task tables that came back: read, looked at, carried out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.office import clock
from luoshi.office.models import Place, User


class TaskTable(models.Model):
    """A task table as it was read, and what it would change. No fact: what it writes is.

    `year` is that of its new promises; `create`: departments that it names are made. `sheet` holds its rows
    until it is carried out at `done`.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="task_tables")
    name = models.CharField(_("文件名"), max_length=200)
    year = models.PositiveIntegerField(_("年份"))
    create = models.BooleanField(_("新建单位"), default=False)
    sheet = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    done = models.DateTimeField(null=True)

    UNAUDITED: ClassVar = True

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.name
