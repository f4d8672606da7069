"""Who works in the invented district: departments by name, people by role only."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from luoshi.board.actions import import_report
from luoshi.office.actions import add_person, place_of
from luoshi.office.models import Department, Place, Role, User
from luoshi.reading.sources import load_path

DEPARTMENTS = (
    *("发展和改革局", "工业和信息化局", "科学技术局", "教育和体育局", "民政局", "人力资源和社会保障局"),
    *("卫生健康局", "住房和城乡建设局", "城市管理局", "交通运输局", "农业农村局", "水利局", "生态环境局"),
    *("自然资源局", "文化和旅游局", "商务局", "财政局", "应急管理局", "行政审批服务局", "市场监督管理局"),
    *("公安局", "司法局", "统计局", "投资促进局", "国有资产服务中心", "退役军人事务局", "医疗保障局"),
    "区政府办公室",
)
LEADERS = ("分管经济的副区长", "分管城建的副区长", "分管民生的副区长")
SHOWN = "住房和城乡建设局"
"""The department whose people can log in."""


@dataclass
class Office:
    """Everybody who appears."""

    place: Place
    officer: User
    second: User
    leaders: list[User]
    heads: dict[str, User] = field(default_factory=dict)
    reporters: dict[str, User] = field(default_factory=dict)

    def department(self, name: str) -> Department:
        """A department by its name."""
        found = self.heads[name].department
        assert found is not None, "every head has a department"  # noqa: S101
        return found


def hire(place: Place) -> tuple[Office, dict[str, str]]:
    """The people of the district, and the passwords of those who can log in, by user name."""
    passwords = {
        name: secrets.token_urlsafe(9)
        for name in ("officer", "officer2", "leader", "head", "reporter", "administrator")
    }

    def person(username: str, role: Role, name: str, department: str | None = None) -> User:
        return add_person(
            username=username,
            password=passwords.get(username),
            code=place.code,
            role=role,
            department=department,
            name=name,
        )

    person("administrator", Role.ADMINISTRATOR, "管理员")
    office = Office(
        place,
        officer=person("officer", Role.OFFICER, "督查室甲"),
        second=person("officer2", Role.OFFICER, "督查室乙"),
        leaders=[person(f"leader{number or ''}", Role.LEADER, name) for number, name in enumerate(LEADERS)],
    )
    for number, name in enumerate(DEPARTMENTS):
        number_of = "" if name == SHOWN else number
        office.heads[name] = person(f"head{number_of}", Role.HEAD, f"{name}负责人", name)
        office.reporters[name] = person(f"reporter{number_of}", Role.REPORTER, f"{name}填报员", name)
    return office, passwords


def open_with(report: Path, *, name: str, code: str) -> dict[str, str]:
    """A fresh board of a place with its report waiting to be confirmed; the passwords by user name."""
    with transaction.atomic():
        place = place_of(code=code, name=name)
        office, passwords = hire(place)
        import_report(place=place, document=load_path(report), year=None, by=office.officer)
    return passwords
