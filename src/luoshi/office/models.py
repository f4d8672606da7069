"""Who is there, and what was done: facts and constraints."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.office import clock


class Role(models.TextChoices):
    """What a person may do; the matrix stands in `access.py`."""

    ADMINISTRATOR = "administrator", _("管理员")
    OFFICER = "officer", _("督查人员")
    LEADER = "leader", _("分管领导")
    HEAD = "head", _("单位负责人")
    REPORTER = "reporter", _("填报人员")


class Place(models.Model):
    """A government whose board this is; every other row belongs to one."""

    code = models.CharField(_("区划代码"), max_length=12, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    ahead = models.JSONField(_("超进度的差距"), default=list, blank=True)
    """Pairs of an ISO date and a decimal string: from that day on, how much more than expected is ahead."""

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A responsible unit of a place."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="departments")
    name = models.CharField(_("单位"), max_length=60)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "name"], name="department_once")]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person with one role in one place."""

    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="people")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="people")
    role = models.CharField(_("角色"), max_length=20, choices=Role, default=Role.REPORTER)

    PERSONAL: ClassVar = ["first_name", "last_name", "email"]
    UNDIGESTED: ClassVar = ["password", "last_login"]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(role__in=[Role.HEAD, Role.REPORTER])
                | models.Q(department__isnull=False)
                | models.Q(is_superuser=True),
                name="who_reports_has_a_department",
            ),
        ]

    def __str__(self) -> str:
        return self.first_name or self.username


class Token(models.Model):
    """With which a program asks in a person's name; good to the end of the day `until`, unless revoked.

    Only the hash of its words is kept.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    name = models.CharField(_("用途"), max_length=60)
    hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=clock.now)
    until = models.DateField(_("有效期至"))
    revoked = models.DateTimeField(null=True)
    used = models.DateTimeField(null=True)

    UNDIGESTED: ClassVar = ["used"]

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.name


class File(models.Model):
    """A file as it was given, kept once under its SHA-256 in the evidence folder."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=100)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "sha256"], name="file_once")]

    def __str__(self) -> str:
        return self.sha256


class Notice(models.Model):
    """A line for one person, with where it leads; read or not."""

    UNAUDITED: ClassVar = True

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    words = models.CharField(max_length=300)
    said = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)
    read = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return gettext(self.words) % self.said


class Event(models.Model):
    """One write, for ever: who did what to which row, chained by hash to the event before.

    Type and numbers are plain values, no foreign keys: nothing that happens to a row can touch its history.
    """

    UNAUDITED: ClassVar = True

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    place_code = models.CharField(max_length=12)
    actor = models.CharField(max_length=150)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    about = models.BigIntegerField("commitment", null=True)
    algorithm = models.CharField(max_length=10)
    digest = models.CharField(max_length=129)
    traces = models.CharField("hash of the traces", max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["sequence"]
        indexes: ClassVar = [
            models.Index(fields=["subject", "subject_id", "sequence"]),
            models.Index(fields=["place_code", "about", "sequence"]),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.subject} {self.subject_id}"


class Trace(models.Model):
    """The digest of a further row that was written with the row of an event."""

    UNAUDITED: ClassVar = True

    sequence = models.BigIntegerField(db_index=True)
    subject = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    algorithm = models.CharField(max_length=10)
    digest = models.CharField(max_length=129)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject", "subject_id", "sequence"])]

    def __str__(self) -> str:
        return f"{self.sequence} {self.subject} {self.subject_id}"


class Head(models.Model):
    """Where the chain ends: one row, held by whoever appends."""

    UNAUDITED: ClassVar = True

    count = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.count)


class Salt(models.Model):
    """What the personal values of a row are hashed with; deleted with them."""

    UNAUDITED: ClassVar = True

    subject = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    value = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["subject", "subject_id"], name="salt_once")]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}"


class JobState(models.TextChoices):
    """How far a job is."""

    WAITING = "waiting", _("等待处理")
    RUNNING = "running", _("正在处理")
    DONE = "done", _("已完成")
    FAILED = "failed", _("没有做成")
    CANCELLED = "cancelled", _("已取消")


class Job(models.Model):
    """Work that a worker does for somebody. No fact: what it writes is, and is audited as any other write."""

    UNAUDITED: ClassVar = True

    place = models.ForeignKey(Place, models.PROTECT, related_name="jobs")
    kind = models.CharField(max_length=40)
    title = models.CharField(_("内容"), max_length=200)
    arguments = models.JSONField(default=dict)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat = models.DateTimeField()
    queued = models.UUIDField(null=True)
    attempt = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "heartbeat"])]

    def __str__(self) -> str:
        return self.title

    @property
    def language(self) -> str:
        """The language of its words: that of whoever asked for it."""
        return str(self.arguments.get("language", ""))
