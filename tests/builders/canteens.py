"""The canteens of the cast's district: records that come, open, and are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cast import Cast
from steps import line_of

from luoshi.board.actions import govern
from luoshi.board.models import Commitment, Source, Target
from luoshi.board.queries import Line
from luoshi.office import clock
from luoshi.office.models import User
from luoshi.programmes import Programme, Register, shipped
from luoshi.registers.actions import Said, add_record, count_target, reach_stage
from luoshi.registers.models import Record, RecordRevision

MEASURE = "elder_meals/长者食堂"


@dataclass
class Canteens:
    """The register of canteens of a place, with the promise that it feeds."""

    cast: Cast
    promise: Commitment

    @property
    def programme(self) -> Programme:
        return shipped()["elder_meals"]

    @property
    def register(self) -> Register:
        register = self.programme.register_named("canteens")
        assert register
        return register

    @property
    def declared(self) -> dict[str, Programme | Register]:
        return {"programme": self.programme, "register": self.register}

    def counts(self, day: date) -> Target:
        """From a day on the records count the promise, and govern."""
        with clock.at(day):
            by = self.cast.officer
            count_target(commitment=self.promise, key=1, counted_by=MEASURE, reason="按名册", by=by)
            return govern(
                commitment=self.promise,
                key=1,
                source=Source.COUNTED,
                since=date(day.year, 1, 1),
                reason="名册逐处可查",
                by=by,
            )

    def comes(self, day: date, code: str, by: User | None = None, **values: str) -> Record:
        """A canteen is entered on a day."""
        said = Said({"code": code, "name": f"{code}号食堂", **values})
        with clock.at(day):
            return add_record(place=self.cast.place, said=said, by=by or self.cast.reporter, **self.declared)

    def opens(self, day: date, record: Record, *, said_on: date | None = None) -> RecordRevision:
        """A canteen opened on a day, and that was entered on the same or another one."""
        with clock.at(said_on or day):
            return reach_stage(
                record=record,
                stage="opened",
                day=day,
                proof=f"食经许〔2025〕{record.key}号",
                by=self.cast.reporter,
                **self.declared,
            )

    def line(self, day: date) -> Line:
        """The promise as it stood on a day."""
        return line_of(self.promise, day)

    def values(self) -> list[tuple[date, int]]:
        """The counted figures of the promise, in order."""
        rows = self.promise.progress.filter(counted=True).order_by("pk")
        return [(row.day, int(row.value)) for row in rows]
