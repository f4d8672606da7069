"""How fast a large board is, on SQLite and on PostgreSQL: 10,000 commitments and a million figures.

usage: board.py [--short]

Prints counts, seconds, and ratios to a peer in the same run: the same commitments judged one at a time on all
their rows. The board is made in a folder of its own and served by one real worker.
"""

from __future__ import annotations

import logging
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from browsing import Browser, served

OURS = ("LUOSHI_", "DATABASE_URL")
DAYS = (date(2024, 3, 31), date(2025, 6, 30), date(2025, 12, 31))
SHORT = "--short" in sys.argv
COMMITMENTS, FIGURES = (1_000, 100_000) if SHORT else (10_000, 1_000_000)
ROUNDS = 3
SAMPLE = 15 if SHORT else 60
"""So many commitments does the peer judge, spread over the board."""

REQUESTS = 150 if SHORT else 400
WRITE_EVERY = 10


def main() -> int:
    """Measure on each database in a process of its own."""
    if "--inside" in sys.argv:
        measure_board()
        return 0
    print(f"board: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before it began")
    measure_judge()
    sys.stdout.flush()
    env = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    myself = [sys.executable, "-W", "ignore", __file__, *sys.argv[1:], "--inside"]
    postgres = str(Path(__file__).parent.parent / "tests" / "with_postgres.sh")
    for command in (myself, [postgres, *myself]):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(command, env=env | {"LUOSHI_DATA": folder}, check=True)
    return 0


def measure_judge() -> None:
    """How many figures a second the pure judge takes, of targets with a hundred each."""
    from luoshi.delivery import Figure, Target, judge

    start, due = date(2018, 1, 1), date(2026, 12, 31)
    target = Target("1", "指标", ">=", Decimal(400), "个", "amount", start, due)
    days = [date(2018 + month // 12, month % 12 + 1, 28) for month in range(100)]
    added = [Figure(day, Decimal(3), False, day) for day in days]
    total = [Figure(day, Decimal(number), True, day) for number, day in enumerate(days)]
    begun = time.perf_counter()
    for _ in range(FIGURES // 200):
        judge(target, added, days[-1])
        judge(target, total, days[-1])
    seconds = time.perf_counter() - begun
    print(f"judge: {FIGURES:,} figures of {FIGURES // 100:,} targets, {FIGURES / seconds:,.0f} figures/s")


def measure_board() -> None:
    """Make a board in the database that the environment names, and measure it."""
    from luoshi.cli.board.start import ready

    ready()
    from django.db import connection
    from made_board import made_board

    logging.disable(logging.INFO)
    seconds, place = timed(partial(made_board, COMMITMENTS, FIGURES))
    print(f"\n{connection.vendor}: {rows_there()}, made in {seconds:.0f} s")
    status_of_all(place)
    pages(place)
    board_page(place)


def timed(act: Callable[[], object]) -> tuple[float, object]:
    """Seconds that something takes, and what it gives."""
    begun = time.perf_counter()
    given = act()
    return time.perf_counter() - begun, given


def rows_there() -> str:
    from luoshi.board.models import Commitment, Move, Progress, Target

    models = (Commitment, Target, Progress, Move)
    return ", ".join(f"{model.objects.count():,} {model._meta.verbose_name_plural}" for model in models)


def status_of_all(place) -> None:  # type: ignore[no-untyped-def]
    """Seconds for all commitments as of three days, nothing remembered, beside the peer's."""
    from luoshi.board.queries.briefs import judged
    from luoshi.board.queries.sifted import sifted

    keys = [*place.commitments.values_list("pk", flat=True)]
    sample = keys[:: max(1, len(keys) // SAMPLE)]
    print("status of all as of | seconds | of this process | queries | rows read | one by one takes")
    for day in DAYS:
        rounds = [
            (timed(partial(judged, place, day))[0], timed(partial(one_by_one, place, sample, day))[0])
            for _ in range(ROUNDS)
        ]
        seconds = statistics.median(ours for ours, _ in rounds)
        begun = time.process_time()
        judged(place, day)
        computed = time.process_time() - begun
        ratio = statistics.median(theirs / ours for ours, theirs in rounds) * len(keys) / len(sample)
        read = sum(map(rows_of, sifted(place, day)))
        queries = asked(partial(judged, place, day))
        counts = f"{seconds:7.2f} | {computed:15.2f} | {queries:7} | {read:9,}"
        print(f"{day:%Y-%m-%d}          | {counts} | {ratio:.0f} times as long")


def one_by_one(place, keys: Sequence[int], day: date) -> None:  # type: ignore[no-untyped-def]
    """The peer: each commitment with all its rows as objects."""
    from luoshi.board.queries import lines

    for key in keys:
        lines(place.commitments.filter(pk=key), day)


def rows_of(facts) -> int:  # type: ignore[no-untyped-def]
    """How many rows of a commitment were read."""
    own = sum(map(len, (facts.revisions, facts.targets, facts.milestones, facts.checks)))
    return own + sum(map(len, facts.parts.values()))


def asked(act: Callable[[], object]) -> int:
    """How many queries something asks."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def pages(place) -> None:  # type: ignore[no-untyped-def]
    """Queries, bytes and time of every page that an officer can open: with nothing remembered, and again."""
    from django.test import Client
    from django.urls import get_resolver

    from luoshi.board.queries.remembered import forget
    from luoshi.office.models import User

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(username="officer"), backend="luoshi.office.backends.PeopleBackend")
    rows = {"commitments": place.commitments.first(), "reports": place.reports.first()}
    print("page, first and again       | queries |      bytes | seconds")
    for route in routes(get_resolver().url_patterns):
        row = next((row for kind, row in rows.items() if f"{kind}/<" in route), None)
        url = "/" + route.replace("<str:code>", place.code).replace("<int:pk>", str(row.pk if row else ""))
        if "<" in url or client.get(url).status_code != 200:
            continue
        forget()
        first, again = (timed(partial(opened, client, url)) for _ in range(2))
        (few, size), (more, _) = first[1], again[1]  # type: ignore[misc]
        said = route.removeprefix("p/<str:code>")
        print(f"{said:27} | {few:3} {more:3} | {size:10,} | {first[0]:.3f} {again[0]:.3f}")


def opened(client, url: str) -> tuple[int, int]:  # type: ignore[no-untyped-def]
    """How many queries a page asks, and how many bytes it has."""
    sizes: list[int] = []
    queries = asked(lambda: sizes.extend(map(len, client.get(url))))
    return queries, sum(sizes)


def routes(patterns: Iterable[object], before: str = "") -> Iterable[str]:
    """All addresses of a place."""
    for pattern in patterns:
        inner = getattr(pattern, "url_patterns", None)
        if inner is not None:
            yield from routes(inner, before + str(pattern.pattern))  # type: ignore[attr-defined]
        elif before.startswith("p/"):
            yield before + str(pattern.pattern)  # type: ignore[attr-defined]


def board_page(place) -> None:  # type: ignore[no-untyped-def]
    """Latency of the board page through the server: filters, pages and days in turn, writes between."""
    from made_board import PASSWORD

    from luoshi.board.models import Progress, Step

    waiting = Progress.objects.exclude(moves__step=Step.ACCEPTED).values_list("pk", flat=True)
    figures = [*waiting[: REQUESTS // WRITE_EVERY]]
    chance = random.Random(7)  # noqa: S311
    days = ["", "", "", "", *map(str, DAYS), "2025-09-30"]
    statuses = ["", "", "behind", "on_pace", "ahead", "done"]
    times: dict[str, list[float]] = {
        "first look at a day": [],
        "next after a write": [],
        "further": [],
        "a write": [],
    }
    seen: set[str] = set()
    with served() as port:
        browser = Browser(port)
        browser.log_in("officer", PASSWORD)
        for number in range(REQUESTS):
            writes = number % WRITE_EVERY == WRITE_EVERY - 1 and bool(figures)
            if writes:
                write = partial(browser.post, f"/p/{place.code}/figures/{figures.pop()}/accept/")
                times["a write"].append(timed(write)[0])
            day, page = chance.choice(days), chance.choice([1, 1, 1, 2, 3, 7, 20])
            query = f"status={chance.choice(statuses)}&as_of={day}&page={page}"
            took = timed(partial(browser.get, f"/p/{place.code}/?{query}"))[0]
            kind = "first look at a day" if day not in seen else "next after a write" if writes else "further"
            times[kind].append(took)
            seen.add(day)
    reads = [took for kind, those in times.items() if kind != "a write" for took in those]
    p50, p95 = (statistics.quantiles(reads, n=100)[part - 1] * 1000 for part in (50, 95))
    print(f"board page, one worker, {len(reads)} requests: p50 {p50:.0f} ms, p95 {p95:.0f} ms")
    for kind, those in times.items():
        median, longest = statistics.median(those) * 1000, max(those) * 1000
        print(f"  {kind}: {len(those)}, median {median:.0f} ms, at most {longest:.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
