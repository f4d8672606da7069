"""The server is killed in the middle of a stream of submissions: what it acknowledged is there, and whole."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from killable import CODE, Board, within_a_minute
from visitor import Answer, Gone, Visitor

from luoshi.delivery.periods import period_end

STEPS = ["drafted", "submitted", "accepted"]
CLIENTS = 3


@dataclass
class Stream:
    """What the clients share: where the board is, and all that it acknowledged."""

    promises: list[int]
    numbers: count[int] = field(default_factory=lambda: count(1))
    over: threading.Event = field(default_factory=threading.Event)
    up: threading.Event = field(default_factory=threading.Event)
    answered: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    acknowledged: dict[int, str] = field(default_factory=dict)
    interrupted: int = 0

    def note(self, value: int, step: str) -> None:
        """The board has said that this step of this figure is recorded."""
        self.acknowledged[value] = step
        self.answered.release()


@dataclass
class Client:
    """A head and an officer who take one figure after the other from draft to acceptance."""

    stream: Stream
    head: Visitor
    officer: Visitor

    def work(self) -> None:
        while not self.stream.over.is_set():
            self.take_through(next(self.stream.numbers))

    def take_through(self, value: int) -> None:
        """Draft, submit and accept a figure; a draft whose answer was lost is left as it may be."""
        promise = self.stream.promises[value % len(self.stream.promises)]
        page = f"/p/{CODE}/commitments/{promise}/"
        day = period_end(date(2025, value % 6 + 1, 1), "month")
        fields = {"key": "1", "day": day.isoformat(), "value": str(value), "cumulative": "true"}
        try:
            drafted = self.head.post(f"{page}figures/", **fields)
        except Gone:
            self.wait()
            return
        self.recorded(drafted, page, value, "drafted")
        found = self.patiently(lambda: self.head.get(page))
        key = key_of(found.text, value)
        self.step(self.head, key, value, "submit", "submitted")
        self.step(self.officer, key, value, "accept", "accepted")

    def step(self, person: Visitor, key: int, value: int, act: str, step: str) -> None:
        """Take a figure a step further; asked a second time, the board says that it has been done."""
        page = f"/p/{CODE}/commitments/{self.stream.promises[value % len(self.stream.promises)]}/"
        tries = count()
        answer = self.patiently(lambda: next(tries) >= 0 and person.post(f"/p/{CODE}/figures/{key}/{act}/"))
        if answer.status == 409:
            assert next(tries) > 1, answer.said
            assert "这个数已是" in answer.said
            self.stream.note(value, step)
        else:
            self.recorded(answer, page, value, step)

    def recorded(self, answer: Answer, page: str, value: int, step: str) -> None:
        assert (answer.status, answer.headers.get("location")) == (302, page), answer.said
        self.stream.note(value, step)

    def patiently(self, ask: Callable[[], Answer]) -> Answer:
        """The answer, asked for again after each kill."""
        while True:
            try:
                return ask()
            except Gone:
                self.wait()

    def wait(self) -> None:
        """Until the board is there again."""
        self.stream.interrupted += 1
        assert self.stream.up.wait(60)


def key_of(page: str, value: int) -> int:
    """The number of the figure with this value, by the form that submits it."""
    [row] = [row for row in page.split("<tr>") if re.search(rf">\D*\b{value}\b", row) and "/submit/" in row]
    [key] = re.findall(r"/figures/(\d+)/submit/", row)
    return int(key)


def kill_and_start(board: Board, stream: Stream, lot: random.Random) -> None:
    """Let some submissions be acknowledged, kill at a random moment of the next ones, start again."""
    for _ in range(lot.randrange(1, 12)):
        assert stream.answered.acquire(timeout=60), "the clients have stopped"
    threading.Event().wait(lot.uniform(0, 0.04))
    stream.up.clear()
    board.kill()
    while stream.answered.acquire(blocking=False):
        pass
    board.start()
    stream.up.set()


def test_a_killed_server_leaves_nobody_on_its_port(board: Board) -> None:
    """Only the command itself is killed: what it started ends with it."""
    board.server.kill()
    board.server.wait()
    assert within_a_minute(board.is_free)
    board.start()


def test_no_acknowledged_submission_is_lost(board: Board, rounds: int, tell: Callable[[str], None]) -> None:
    """Nor is one half-written: every row has its event, every figure its steps in order."""
    stream = Stream(board.made["promises"])
    stream.up.set()
    clients = [Client(stream, board.person("head"), board.person("officer")) for _ in range(CLIENTS)]
    lot = random.Random(20250630)  # noqa: S311
    with ThreadPoolExecutor(CLIENTS) as pool:
        working = [pool.submit(client.work) for client in clients]
        try:
            for _ in range(rounds):
                kill_and_start(board, stream, lot)
        finally:
            stream.over.set()
            stream.up.set()
        for client in working:
            client.result()
    board.kill()

    kept = {row["value"]: row["steps"] for row in board.told("figures")}
    lost = [
        value
        for value, step in stream.acknowledged.items()
        if STEPS.index(step) >= len(kept.get(value, [])) or step not in kept[value]
    ]
    tell(
        f"{rounds} kills, {stream.interrupted} requests cut off, {len(stream.acknowledged)} figures and "
        f"{sum(map(len, kept.values()))} steps acknowledged or kept, {len(lost)} lost"
    )
    assert lost == []
    assert len(kept) == len(board.told("figures"))
    assert [steps for steps in kept.values() if steps != STEPS[: len(steps)] or not steps] == []
    status, lines = board.run("verify")
    assert status == 0, lines
    assert board.told("whole") == "ok"
