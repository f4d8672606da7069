"""Facts of the registers: records, and what was said of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.board.models.common import Fact, said
from luoshi.office import clock
from luoshi.office.models import Place, User


class Record(Fact):
    """A thing that a register keeps, known by its key for ever."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="records")
    programme = models.CharField(max_length=40)
    register = models.CharField(max_length=40)
    key = models.CharField(_("编号"), max_length=100)

    class Meta:
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "programme", "register", "key"], name="record_once")
        ]

    def __str__(self) -> str:
        return self.key


class RecordRevision(Fact):
    """What is said of a record from a moment on; each row says all of it.

    `values` by the names of fields as `version` of the programme declared them: numbers as decimal strings,
    days as ISO dates. `personal` are those of persons, and go when they need not be kept any more. `stages`
    by their names, each with the `day` on which it was reached, its `proof` in words, and the `file` (id of
    an office file, with its `name`) that shows it.
    `geometry` is GeoJSON in WGS-84, `lon` and `lat` a point in it. `source` is the file that it came from.
    `struck`: it does not belong to the register any more, with its reason.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    personal = models.JSONField(default=dict)
    stages = models.JSONField(default=dict)
    geometry = models.JSONField(null=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    source = models.CharField(_("来自文件"), max_length=200, blank=True)
    struck = models.BooleanField(_("移出名册"), default=False)
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    PERSONAL: ClassVar = ["personal"]

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["record", "at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(struck=False) | said("reason"), name="struck_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.at:%Y-%m-%d}"


class Ground(Fact):
    """What the map of a place is drawn on, of one kind; the last one holds, its tiles are the drawing.

    `source` is the file's name and `sha256` that of its tiles, so that the same file draws nothing anew.
    `west` to `north` in degrees, WGS-84. `credit` is what the licence of the file wants to be said.
    """

    class Kind(models.TextChoices):
        BOUNDARY = "boundary", _("边界")
        STREETS = "streets", _("道路")

    place = models.ForeignKey(Place, models.PROTECT, related_name="grounds")
    kind = models.CharField(_("种类"), max_length=10, choices=Kind)
    source = models.CharField(_("来自文件"), max_length=200)
    sha256 = models.CharField(max_length=64)
    credit = models.CharField(_("数据来源"), max_length=100, blank=True)
    lines = models.PositiveIntegerField(_("线数"))
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.kind}"


class GroundTile(models.Model):
    """A piece of the drawing at a level of detail: what the browser gets, and made anew from the file.

    `x` and `y` count tiles of the web map whose zoom is the level's less two; `drawing` is JSON.
    """

    UNAUDITED: ClassVar = True

    ground = models.ForeignKey(Ground, models.CASCADE, related_name="tiles")
    level = models.PositiveSmallIntegerField()
    x = models.PositiveIntegerField()
    y = models.PositiveIntegerField()
    drawing = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ground", "level", "x", "y"], name="ground_tile_once")
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.x}/{self.y}"


class Import(models.Model):
    """A table of records as it was read, and what it would change. No fact: what it writes is.

    `keys` name the columns of its `sheet`, which holds its rows until it is carried out at `done`.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="imports")
    programme = models.CharField(max_length=40)
    register = models.CharField(max_length=40)
    name = models.CharField(_("文件名"), max_length=200)
    system = models.CharField(_("坐标系"), max_length=10)
    keys = models.JSONField(default=list)
    sheet = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    done = models.DateTimeField(null=True)

    UNAUDITED: ClassVar = True

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["place", "programme", "register"])]

    def __str__(self) -> str:
        return self.name


class ColumnMemory(models.Model):
    """What people said of the titles in a register's files: `columns` by bare titles. No fact."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    programme = models.CharField(max_length=40)
    register = models.CharField(max_length=40)
    columns = models.JSONField(default=dict)

    UNAUDITED: ClassVar = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "programme", "register"], name="column_memory_once")
        ]

    def __str__(self) -> str:
        return f"{self.programme}/{self.register}"


class Area(Fact):
    """A division of a place from a moment on; a later row of its `code` takes its place.

    `above` is the code of what it is part of where its own code does not tell. `geometry` is GeoJSON in
    WGS-84, `source` the file that it came from. `dropped`: it is no division any more, with its reason.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="areas")
    code = models.CharField(_("区划代码"), max_length=40)
    name = models.CharField(_("名称"), max_length=60)
    above = models.CharField(_("上级"), max_length=40, blank=True)
    geometry = models.JSONField()
    source = models.CharField(_("来自文件"), max_length=200, blank=True)
    dropped = models.BooleanField(_("撤销"), default=False)
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["place", "code"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(dropped=False) | said("reason"), name="area_dropped_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Erasure(Fact):
    """That what a record said of persons was deleted from all its revisions up to then.

    `names` are the fields that held something. Nobody did it and there is no reason where the register's time
    was over; else somebody asked for it.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="erasures")
    names = models.JSONField(default=list)
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(by__isnull=True) | said("reason"), name="erased_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.at:%Y-%m-%d}"
