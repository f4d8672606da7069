"""What a place sets is read once, and a bad value is named in one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from luoshi.web import options

TOUR = """
import json
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
client = Client(headers={"host": "board.example.gov.cn", "X-Forwarded-Proto": "https"})
away, page = client.get("/p/990101/"), client.get("/login/")
style = page.content.decode().partition('href="/luoshi/static/')[2].partition('"')[0]
print(json.dumps({
    "away": away.url,
    "cookie": page.cookies["csrftoken"].OutputString(),
    "style": client.get("/static/" + style).status_code,
    "hsts": page.headers.get("Strict-Transport-Security"),
}))
"""


def test_nothing_needs_to_be_set() -> None:
    """Every option has a default that can be used."""
    assert set(options.read({})) == {option.name for option in options.OPTIONS}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("DATABASE_URL", "mysql://u:geheim@h/db"),
        ("DATABASE_URL", "postgresql://u:geheim@[h/db"),
        ("DATABASE_URL", "postgresql://u:geheim@h"),
        ("PORT", "0"),
        ("PORT", "80a"),
        ("PORT", "٣٣"),
        ("LUOSHI_ORIGINS", "board.example.gov.cn"),
        ("LUOSHI_ORIGINS", "https://board.example.gov.cn/"),
        ("LUOSHI_PROXIES", "proxy.example"),
        ("LUOSHI_PROXIES", "10.0.0.1/8"),
        ("LUOSHI_PATH", "luoshi"),
        ("LUOSHI_PATH", "/luoshi/"),
        ("LUOSHI_HTTPS", "yes"),
        ("LUOSHI_PUBLIC_PER_MINUTE", "0"),
        ("LUOSHI_HASH", "md5"),
        ("LUOSHI_TILES", "http://tiles.example/{z}/{x}/{y}.png"),
        ("LUOSHI_TILES", "https://tiles.example/{z}/{x}.png"),
        ("LUOSHI_TILES", "https://{s}.tiles.example/{z}/{x}/{y}.png"),
        ("LUOSHI_TILES", "https://tiles.example;script-src *//{z}/{x}/{y}"),
        ("LUOSHI_TILES", "https://u:geheim@tiles.example/{z}/{x}/{y}.png"),
    ],
)
def test_a_bad_value_is_named_in_one_line(name: str, said: str) -> None:
    """Which variable, and what it must be; a password is never repeated."""
    with pytest.raises(options.BadOption) as refused:
        options.read({name: said})
    assert str(refused.value).startswith(name)
    assert "\n" not in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_sm3_is_refused_where_openssl_lacks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Said when the board starts, not at the first write."""

    def without_sm3(name: str) -> None:
        raise ValueError(f"unsupported hash type {name}")

    monkeypatch.setattr("hashlib.new", without_sm3)
    with pytest.raises(options.BadOption, match="OpenSSL"):
        options.read({"LUOSHI_HASH": "sm3"})


def test_the_host_of_map_tiles_is_let_through_and_no_other() -> None:
    """As the policy names it; none where no tiles are set."""
    address = "https://t0.example.cn/wmts?col={x}&row={y}&level={z}&tk=1"
    assert options.tile_host(options.read({"LUOSHI_TILES": address})["LUOSHI_TILES"]) == [
        "https://t0.example.cn"
    ]
    assert options.tile_host(options.read({})["LUOSHI_TILES"]) == []


def test_a_url_of_postgresql_is_read_whole() -> None:
    """Escaped passwords, sockets and libpq's own parameters."""
    found = options.read({"DATABASE_URL": "postgresql://wang:p%40ss@/board?host=/run/pg&sslmode=require"})
    database = found["DATABASE_URL"]
    assert (database["NAME"], database["USER"], database["PASSWORD"]) == ("board", "wang", "p@ss")
    assert (database["HOST"], database["OPTIONS"]) == ("/run/pg", {"sslmode": "require"})


def test_the_board_stands_under_a_path_behind_https(tmp_path: Path) -> None:
    """Addresses, cookies and static files all know it; the proxy has taken it off the address."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "luoshi.web.settings",
        "LUOSHI_DATA": str(tmp_path),
        "LUOSHI_HOSTS": "board.example.gov.cn",
        "LUOSHI_PATH": "/luoshi",
        "LUOSHI_PROXIES": "127.0.0.1",
        "LUOSHI_HTTPS": "1",
    }
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", TOUR], env=environment, capture_output=True, check=True, text=True
    )
    seen = json.loads(done.stdout)
    assert seen["away"] == "/luoshi/login/?next=/luoshi/p/990101/"
    assert "Path=/luoshi/" in seen["cookie"]
    assert "Secure" in seen["cookie"]
    assert seen["style"] == 200
    assert seen["hsts"] == "max-age=31536000"
    assert all(json.loads(line)["request"] for line in done.stderr.splitlines())
