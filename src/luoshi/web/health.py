"""What is wrong with this installation: one function a question, which yields lines, or nothing."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator

import django
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from luoshi.office.audit.heads import KEY
from luoshi.web.options import OPTIONS

LEAST_FREE = 1 << 30
"""Bytes that must be free on the disk of the data folder."""
LOCAL = {"127.0.0.1", "localhost", "[::1]"}


def versions() -> str:
    """What the board runs on."""
    return f"Python {sys.version.split()[0]}，Django {django.get_version()}，{connection.display_name}"


def problems() -> Iterator[str]:
    """All that is wrong."""
    for question in QUESTIONS:
        yield from question()


def variables() -> Iterator[str]:
    known = {option.name for option in OPTIONS}
    for name in sorted(os.environ):
        if name.startswith("LUOSHI_") and name not in known:
            yield f"{name} 不是设置的名称，见 docs/settings.md。 There is no such setting."


def folder() -> Iterator[str]:
    try:
        tempfile.TemporaryFile(dir=settings.DATA).close()
    except OSError as error:
        yield f"{settings.DATA} 写不进去：{error.strerror}。 The data folder cannot be written to."
    if settings.DATA.stat().st_mode & stat.S_IRWXO:
        yield f"{settings.DATA} 人人进得去：chmod 700。 Everybody may enter the data folder."
    free = shutil.disk_usage(settings.DATA).free
    if free < LEAST_FREE:
        yield f"磁盘只剩 {free >> 20} MiB。 The disk of the data folder is nearly full."


def keys() -> Iterator[str]:
    for name in ("secret-key", KEY):
        path = settings.DATA / name
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield f"{path} 别人可读：chmod 600。 Others may read this key."


def database() -> Iterator[str]:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if connection.vendor == "sqlite":
            yield from sqlite()
    except DatabaseError as error:
        yield f"连不上数据库：{' '.join(str(error).split())}。 The database does not answer."
        return
    if waiting:
        yield f"数据库还差 {len(waiting)} 步升级：启动一次即可。 Its tables are not up to date: serve once."


def sqlite() -> Iterator[str]:
    with connection.cursor() as cursor:
        [mode] = cursor.execute("PRAGMA journal_mode").fetchone()
        [whole] = cursor.execute("PRAGMA quick_check").fetchone()
    if mode != "wal":
        yield f"数据库的日志方式是 {mode}：数据文件夹不要放在网络盘上。 Is the data folder on a network disk?"
    if whole != "ok":
        yield f"数据库文件坏了：{whole}。 The database file is damaged."


def https() -> Iterator[str]:
    if set(settings.ALLOWED_HOSTS) - LOCAL and not settings.HTTPS:
        yield "对外服务而没有 LUOSHI_HTTPS=1，密码会明文传送。 Passwords travel in the open."
    if settings.HTTPS and not settings.PROXIES and not settings.CSRF_TRUSTED_ORIGINS:
        yield "有 HTTPS 而没有 LUOSHI_PROXIES 或 LUOSHI_ORIGINS，表单会被拒绝。 Forms will be refused."
    if "*" in settings.ALLOWED_HOSTS:
        yield "LUOSHI_HOSTS 不要写 *。 Name the hosts."


def programs() -> Iterator[str]:
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        yield "没有 pg_dump，备份不了：装 postgresql-client。 Without pg_dump there is no backup."


QUESTIONS: list[Callable[[], Iterator[str]]] = [
    variables,
    folder,
    keys,
    database,
    https,
    programs,
]
