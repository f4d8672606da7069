"""Two officers decide the same thing at the same moment, over HTTP: one wins, the other is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

from killable import CODE, Board
from visitor import Answer, Visitor


class Office:
    """Two officers at their desks, and the head who gives them something to decide."""

    def __init__(self, board: Board) -> None:
        self.head, self.officers = board.person("head"), (board.person("officer"), board.person("second"))
        self.promises = board.made["promises"]

    def given(self, answer: Answer) -> None:
        assert answer.status == 302, answer.said

    def decide(self, *paths: tuple[str, dict[str, str]]) -> list[Answer]:
        """What both officers are answered, the winner's answer first."""
        line = Barrier(2)

        def one(officer: Visitor, path: str, fields: dict[str, str]) -> Answer:
            line.wait()
            return officer.post(path, **fields)

        with ThreadPoolExecutor(2) as pool:
            told = [
                pool.submit(one, officer, *asked) for officer, asked in zip(self.officers, paths, strict=True)
            ]
            return sorted((answer.result() for answer in told), key=lambda answer: answer.status)


def one_wins(answers: list[Answer], says: str) -> None:
    """The first is carried out; the other page says in words that it came too late."""
    assert [answer.status for answer in answers] == [302, 409], [answer.said for answer in answers]
    assert says in answers[1].said


def test_a_figure(board: Board, rounds: int, tell: Callable[[str], None]) -> None:
    """Accepted or returned, never both."""
    office = Office(board)
    for number in range(rounds):
        page = f"/p/{CODE}/commitments/{office.promises[number % len(office.promises)]}/"
        fields = {"key": "1", "day": "2025-03-31", "value": str(number + 1), "cumulative": "true"}
        office.given(office.head.post(f"{page}figures/", **fields))
        figure = f"/p/{CODE}/figures/{number + 1}/"
        office.given(office.head.post(f"{figure}submit/"))
        one_wins(
            office.decide((f"{figure}accept/", {}), (f"{figure}return/", {"reason": "没有附件"})),
            "这个数已是",
        )
    steps = [row["steps"] for row in board.told("figures")]
    assert len(steps) == rounds
    assert {tuple(row) for row in steps} <= {
        ("drafted", "submitted", "accepted"),
        ("drafted", "submitted", "returned"),
    }
    tell(f"{rounds} figures decided by two at once: each once")
    assert board.run("verify")[0] == 0


def test_a_change_request(board: Board, rounds: int, tell: Callable[[str], None]) -> None:
    """Approved or refused, never both."""
    office = Office(board)
    for number in range(rounds):
        page = f"/p/{CODE}/commitments/{office.promises[number % len(office.promises)]}/"
        due = date(2026, 1, 31) + timedelta(days=number)
        asked = {"about": "target-1", "due": due.isoformat(), "reason": "用地没有批下来"}
        office.given(office.head.post(f"{page}changes/", **asked))
        decide = f"/p/{CODE}/changes/{number + 1}/decide/"
        one_wins(
            office.decide(
                (decide, {"approved": "yes", "reason": "情况属实"}),
                (decide, {"approved": "no", "reason": "理由不足"}),
            ),
            "这个申请已经定过了",
        )
    tell(f"{rounds} change requests decided by two at once: each once")
    assert board.run("verify")[0] == 0


def test_a_sign_off(board: Board, rounds: int, tell: Callable[[str], None]) -> None:
    """Found in order or refused, never both; what was refused is applied for anew."""
    office = Office(board)
    for number in range(rounds):
        page = f"/p/{CODE}/commitments/{office.promises[number % len(office.promises)]}/"
        if number >= len(office.promises):
            # Whatever won the last time, it ends refused.
            office.officers[0].post(f"{page}check/", stage="refused", words="重来")
        office.given(office.head.post(f"{page}apply/", stage="applied", words="全部建成"))
        one_wins(
            office.decide(
                (f"{page}check/", {"stage": "checked", "words": "现场看过"}),
                (f"{page}check/", {"stage": "checked", "words": "材料齐全"}),
            ),
            "销号现在是",
        )
    tell(f"{rounds} sign-offs decided by two at once: each once")
    assert board.run("verify")[0] == 0
