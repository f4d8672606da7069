"""Every write of the office: keyword-only, atomic, one audit event each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext, override

from luoshi.office import clock
from luoshi.office.audit import record
from luoshi.office.models import Department, Notice, Place, Role, Salt, User


class Refused(ValueError):
    """What was asked for cannot be done; the message is one line for the person who asked.

    `words` stand in the catalogue; they are said in the language of whoever reads them.
    """

    def __init__(self, words: str, /, **said: object) -> None:
        super().__init__(words)
        self.words, self.said = words, said

    def __str__(self) -> str:
        said = gettext(self.words)
        return said % self.said if self.said else said

    def in_both(self) -> str:
        """The line in Chinese and in English: on the command line nobody has chosen a language."""
        lines = []
        for language in ("zh-hans", "en"):
            with override(language):
                lines.append(str(self))
        return " ".join(dict.fromkeys(lines))


@transaction.atomic
def place_of(*, code: str, name: str) -> Place:
    """The place with this division code; made if it is new. Refused where the code has another name."""
    place, new = Place.objects.get_or_create(code=code, defaults={"name": name})
    if place.name != name:
        raise Refused("代码 %(code)s 已经是%(place)s。", code=code, place=place.name)
    if new:
        record(verb="add_place", row=place, by=None, place=place)
    return place


@transaction.atomic
def department_of(*, place: Place, name: str) -> Department:
    """The department of this name; made if it is new."""
    department, new = Department.objects.get_or_create(place=place, name=name)
    if new:
        record(verb="add_department", row=department, by=None, place=place)
    return department


@transaction.atomic
def add_person(
    *,
    username: str,
    password: str | None,
    code: str,
    role: str,
    department: str | None = None,
    name: str = "",
    by: User | None = None,
) -> User:
    """A person with a role in a place; who reports needs a department. Without a password nobody logs in."""
    place = Place.objects.filter(code=code).first()
    if place is None:
        raise Refused("没有代码为 %(code)s 的地方。", code=code)
    if role in (Role.HEAD, Role.REPORTER) and not department:
        raise Refused("单位负责人和填报人员要有单位。")
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                username=username,
                password=password,
                first_name=name,
                place=place,
                role=role,
                department=department_of(place=place, name=department) if department else None,
            )
    except IntegrityError as error:
        raise Refused("已经有叫 %(username)s 的人。", username=username) from error
    record(verb="add_person", row=user, by=by, place=place)
    return user


@transaction.atomic
def new_password(*, user: User, password: str, by: User) -> User:
    """Give a person another password; the one they had is void from now on."""
    held = User.objects.select_for_update(of=("self",)).select_related("place").get(pk=user.pk)
    held.set_password(password)
    held.save()
    record(verb="new_password", row=held, by=by, place=held.place)
    return held


@transaction.atomic
def let_in(*, user: User, allowed: bool, by: User) -> User:
    """Whether a person may log in. Nobody shuts themselves out."""
    held = User.objects.select_for_update(of=("self",)).select_related("place").get(pk=user.pk)
    if held.pk == by.pk:
        raise Refused("不能停用自己的账号。")
    held.is_active = allowed
    held.save()
    record(verb="let_in" if allowed else "shut_out", row=held, by=by, place=held.place)
    return held


@transaction.atomic
def publish_margin(*, place: Place, share: Decimal, since: date, by: User) -> Place:
    """From a day on, so much more than expected is called ahead; what held before that day stays.

    `share` is a part of the way, 0.1 for ten points.
    """
    if not 0 < share < 1:
        raise Refused("差距要大于 0、小于 100%。")
    held = Place.objects.select_for_update().get(pk=place.pk)
    last = max((day for day, _share in held.ahead), default="")
    if since.isoformat() <= last:
        raise Refused("生效日期要晚于 %(last)s。", last=last)
    held.ahead = [*held.ahead, [since.isoformat(), format(share, "f")]]
    held.save()
    record(verb="publish_margin", row=held, by=by, place=held)
    return held


@transaction.atomic
def forget_person(*, user: User, by: User | None) -> User:
    """Take away a person's name and login, and the salt by which the audit chain knew the name.

    What the person did stays, under the login name; the chain stays whole.
    """
    held = User.objects.select_for_update().get(pk=user.pk)
    if held.place is None:
        raise Refused("此人不属于任何地方。")
    held.first_name = held.last_name = held.email = ""
    held.is_active = False
    held.set_unusable_password()
    held.save()
    Salt.objects.filter(subject="user", subject_id=held.pk).delete()
    record(verb="forget_person", row=held, by=by, place=held.place)
    return held


def notify(*, people: Iterable[User], words: str, said: dict[str, str | int], link: str) -> None:
    """Tell people something, each in the language they read; the event is that of the write they are told of.

    `words` are marked with gettext_noop, `said` fills their places.
    """
    Notice.objects.bulk_create(Notice(user=user, words=words, said=said, link=link) for user in people)


def read_notices(*, by: User) -> None:
    """All that a person was told is read. Nobody's fact, so no event."""
    by.notices.filter(read=None).update(read=clock.now())
