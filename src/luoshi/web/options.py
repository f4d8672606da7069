"""What a place may set: one table. Read from the environment, shown in docs/settings.md."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from luoshi.web.database import postgresql


class BadOption(ValueError):
    """A setting that cannot be used; the message is one line that names it."""


@dataclass(frozen=True, slots=True)
class Option:
    """A variable of the environment: how it is read, what it is when absent, and what it does."""

    name: str
    kind: str
    default: str
    zh: str
    en: str


def folder(said: str) -> Path:
    return Path(said).resolve()


def database(said: str) -> dict[str, object] | None:
    return postgresql(said) if said else None


def several(said: str) -> list[str]:
    return [part.strip() for part in said.split(",") if part.strip()]


def switch(said: str) -> bool:
    if said not in {"", "0", "1"}:
        raise ValueError("只能是 0 或 1。 It must be 0 or 1.")
    return said == "1"


def port(said: str) -> int:
    if not (said.isascii() and said.isdigit() and 0 < int(said) < 65536):
        raise ValueError("只能是 1 到 65535 的整数。 It must be a whole number from 1 to 65535.")
    return int(said)


def origins(said: str) -> list[str]:
    found = several(said)
    for origin in found:
        if not origin.startswith(("https://", "http://")) or origin.count("/") != 2:
            raise ValueError(f"{origin} 要写成 https://主机。 An origin is https://host.")
    return found


def networks(said: str) -> list[Any]:
    try:
        return [ip_network(part) for part in several(said)]
    except ValueError as error:
        raise ValueError(f"不是地址或网段：{error}。 Not an address or network.") from error


def path(said: str) -> str:
    if said and (not said.startswith("/") or said.endswith("/") or "//" in said):
        raise ValueError("要以 / 开头，不以 / 结尾。 It must begin with / and not end with it.")
    return said


def megabytes(said: str) -> int:
    if not (said.isascii() and said.isdigit() and 0 < int(said) < 10_000):
        raise ValueError("只能是 1 到 9999 的整数。 It must be a whole number from 1 to 9999.")
    return int(said) * 1024**2


def number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and 0 < int(said) < 1_000_000):
        raise ValueError("只能是 1 到 999999 的整数。 It must be a whole number from 1 to 999999.")
    return int(said)


def tiles(said: str) -> str:
    """The address of map tiles with `{z}`, `{x}`, `{y}`; of one host, which is what the pages let through."""
    host = urlsplit(said).netloc
    if said and not (
        said.startswith("https://")
        and re.fullmatch(r"[A-Za-z0-9.-]+(:\d+)?", host)
        and all(part in said for part in ("{z}", "{x}", "{y}"))
        and not set(said) & set(" ;,'\"<>")
    ):
        raise ValueError("要写成 https://主机/…{z}…{x}…{y}…。 It is https://host/…{z}…{x}…{y}….")
    return said


def tile_host(said: str) -> list[str]:
    """The host of map tiles, as the content security policy names it; none where there are none."""
    return [f"https://{urlsplit(said).netloc}"] if said else []


def algorithm(said: str) -> str:
    if said not in {"sha256", "sm3"}:
        raise ValueError("只能是 sha256 或 sm3。 It must be sha256 or sm3.")
    try:
        hashlib.new(said)
    except ValueError as error:
        raise ValueError(f"本机的 OpenSSL 没有 {said}。 The OpenSSL of this machine lacks it.") from error
    return said


KINDS: dict[str, Callable[[str], Any]] = {
    "folder": folder,
    "PostgreSQL URL": database,
    "list": several,
    "0 or 1": switch,
    "port": port,
    "origins": origins,
    "networks": networks,
    "path": path,
    "MB": megabytes,
    "number": number,
    "tile URL": tiles,
    "sha256 or sm3": algorithm,
}
"""How each kind of value is read; a list is parted by commas."""

OPTIONS = [
    Option(
        "LUOSHI_DATA",
        "folder",
        "luoshi-data",
        "数据文件夹：数据库、证据、密钥，属主可读写",
        "folder of database, evidence and keys; its owner alone needs it",
    ),
    Option(
        "DATABASE_URL",
        "PostgreSQL URL",
        "",
        "PostgreSQL 的地址 `postgresql://用户:密码@主机/库`；空则用数据文件夹里的 SQLite",
        "a PostgreSQL, `postgresql://user:password@host/name`; else SQLite in the data folder",
    ),
    Option("PORT", "port", "8000", "`board serve` 的端口", "port of `board serve`"),
    Option(
        "LUOSHI_HOSTS",
        "list",
        "127.0.0.1,localhost",
        "对外的主机名，别的一概不应",
        "host names that it answers to",
    ),
    Option(
        "LUOSHI_ORIGINS",
        "origins",
        "",
        "表单可以来自的网址，如 `https://board.example.gov.cn`",
        "origins that forms may come from, such as `https://board.example.gov.cn`",
    ),
    Option(
        "LUOSHI_PROXIES",
        "networks",
        "",
        "自己的反向代理的地址或网段，如 `127.0.0.1,10.0.0.0/8`：只有它们说的访问者地址和 HTTPS 才算数",
        "addresses or networks of one's own proxies: only they are believed on who asks and HTTPS",
    ),
    Option(
        "LUOSHI_PATH",
        "path",
        "",
        "不在网址的根上时的路径，如 `/luoshi`；代理转来时去掉它",
        "path that the board stands under, such as `/luoshi`; the proxy takes it off",
    ),
    Option(
        "LUOSHI_HTTPS",
        "0 or 1",
        "0",
        "在 HTTPS 之后写 1：只经加密连接送 cookie，并要求浏览器以后都用 HTTPS",
        "1 behind HTTPS: secure cookies and HSTS",
    ),
    Option(
        "LUOSHI_MAX_UPLOAD",
        "MB",
        "64",
        "一次上传最多多少 MB；更大的不读就拒绝",
        "most that is taken in one upload; more is refused unread",
    ),
    Option(
        "LUOSHI_PUBLIC_PER_MINUTE",
        "number",
        "120",
        "公开页一个地址一分钟最多看几次",
        "most looks a minute that one address has at the public pages",
    ),
    Option(
        "LUOSHI_TILES",
        "tile URL",
        "",
        "地图底图瓦片的地址，如 `https://t0.tianditu.gov.cn/vec_w/wmts?…&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=密钥`；"
        "须是 WGS-84 或 CGCS2000 的底图；空则只画自己的边界和道路",
        "map tiles under the records, `https://host/…{z}…{x}…{y}…`, in WGS-84 or CGCS2000; empty: none",
    ),
    Option(
        "LUOSHI_HASH",
        "sha256 or sm3",
        "sha256",
        "审计链从今往后用的散列；旧事件各按当时的核对",
        "hash of the audit chain from now on; older events are checked by their own",
    ),
]


def read(environment: Mapping[str, str]) -> dict[str, Any]:
    """The value of every option, by its name. Raises BadOption for the first that cannot be used."""
    values = {}
    for option in OPTIONS:
        said = environment.get(option.name, "").strip() or option.default
        try:
            values[option.name] = KINDS[option.kind](said)
        except ValueError as error:
            raise BadOption(f"{option.name}：{error}") from error
    return values
