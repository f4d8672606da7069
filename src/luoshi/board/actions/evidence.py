"""What proves a figure or a commitment, and who may see figures and files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction

from luoshi.board.actions.common import confirmed, standing_revision
from luoshi.board.models import Commitment, Evidence, Progress, Release, Step, Visibility
from luoshi.office import files
from luoshi.office.actions import Refused
from luoshi.office.audit import record
from luoshi.office.models import File, Role, User

OPEN = (Step.DRAFTED, Step.RETURNED)
"""Where a figure still takes files: afterwards it keeps those that it has."""


@transaction.atomic
def attach(
    *, commitment: Commitment, file: files.Given, by: User, progress: Progress | None = None
) -> Evidence:
    """Keep a file as the proof of a figure, or of a commitment as a whole."""
    held = confirmed(commitment)
    if progress is None:
        refuse_stranger(held, by)
    else:
        refuse_closed(held, progress, by)
    kept = files.keep(file)
    own, _new = File.objects.get_or_create(
        place=held.place, sha256=kept.sha256, defaults={"size": kept.size, "kind": kept.kind, "by": by}
    )
    name = files.shown_name(file.name)
    if held.evidence.filter(progress=progress, file=own).exists():
        raise Refused("“%(name)s”已经附在这里了。", name=name)
    row = Evidence.objects.create(commitment=held, progress=progress, file=own, name=name, by=by)
    record(verb="attach", row=row, by=by, place=held.place, also=[own])
    return row


def refuse_stranger(commitment: Commitment, by: User) -> None:
    """Refuse whoever neither takes part in a commitment nor belongs to the office."""
    said = standing_revision(commitment)
    taking_part = {said.lead.name} if said.lead else set()
    if by.role != Role.OFFICER and str(by.department) not in taking_part | set(said.supporting):
        raise Refused("你单位不参与这项承诺。")


def refuse_closed(commitment: Commitment, progress: Progress, by: User) -> None:
    """Refuse a figure of another commitment or department, and one that takes no more files."""
    if progress.commitment_id != commitment.pk:
        raise Refused("这个数不属于这项承诺。")
    if by.role != Role.OFFICER and by.department_id != progress.department_id:
        raise Refused("只能给本单位的数附文件。")
    last = progress.moves.order_by("pk").last()
    if last is None or last.step not in OPEN:
        raise Refused("已提交或采纳的数不再附文件；要更正，请另报一次。")


@transaction.atomic
def with_files(
    action: Callable[..., Progress], *, files: Iterable[files.Given], by: User, **said: object
) -> Progress:
    """Draft a figure together with the files that prove it: all of it, or nothing."""
    row = action(by=by, **said)
    for file in files:
        attach(commitment=row.commitment, progress=row, file=file, by=by)
    return row


@transaction.atomic
def release_file(
    *, evidence: Evidence, visibility: Visibility, by: User, until: date | None = None
) -> Evidence:
    """Say who may see a file. A picture is drawn anew for the public, without where it was taken."""
    confirmed(evidence.commitment)
    refuse_dayless(visibility, until)
    own = evidence.file
    if visibility != Visibility.INTERNAL:
        if evidence.progress is not None:
            refuse_unaccepted(evidence.progress)
        files.public_copy(own.sha256, own.kind)
    row = Evidence(commitment=evidence.commitment, progress=evidence.progress, file=own, name=evidence.name)
    row.visibility, row.until, row.by = visibility, until, by
    row.save(force_insert=True)
    record(verb="release_file", row=row, by=by, place=row.commitment.place)
    return row


@transaction.atomic
def release_figure(
    *, progress: Progress, visibility: Visibility, by: User, until: date | None = None
) -> Release:
    """Say who may see an accepted figure and its sentence."""
    held = Progress.objects.select_for_update().get(pk=progress.pk)
    refuse_dayless(visibility, until)
    refuse_unaccepted(held)
    row = Release.objects.create(progress=held, visibility=visibility, until=until, by=by)
    place = held.commitment.place if held.commitment else held.measure.place
    record(verb="release_figure", row=row, by=by, place=place)
    return row


def refuse_dayless(visibility: Visibility, until: date | None) -> None:
    if visibility == Visibility.EMBARGOED and until is None:
        raise Refused("到期公开要写明日期。")


def refuse_unaccepted(progress: Progress) -> None:
    last = progress.moves.order_by("pk").last()
    if last is None or last.step != Step.ACCEPTED:
        raise Refused("只有已采纳的数和它的附件可以公开。")
