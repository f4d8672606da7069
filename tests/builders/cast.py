"""Who appears on the board: people of one place, a colleague to be refused, and a stranger."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client

from luoshi.office.actions import add_person
from luoshi.office.models import Place, User

TEXT = """青梧区政府工作报告
一、2024年工作回顾
过去一年，建成公园3座，城镇新增就业8000人。
二、2025年主要任务
新建社区食堂8处，改造背街小巷12条。地区生产总值增长5.5%左右。启动建设数字产业港，年内入驻企业超过60家。
"""


@dataclass
class Cast:
    """Everybody who appears, and where they work."""

    place: Place
    officer: User
    head: User
    reporter: User
    colleague: User
    leader: User
    administrator: User
    stranger: User


def person(role: str, code: str, department: str | None = None) -> User:
    name = f"{role}-{department or code}"
    return add_person(username=name, password="x", code=code, role=role, department=department)


def at_desk(user: User | None) -> Client:
    """A browser in which a person has logged in."""
    client = Client(headers={"host": "127.0.0.1"})
    if user:
        client.force_login(user, backend="luoshi.office.backends.PeopleBackend")
    return client
