"""The choice between one thread and many, told what calls took instead of asking the clock."""

from __future__ import annotations

from collections.abc import Callable

from autograph.backends.c.pace import RARELY, TRIAL, WINDOW, Pace

QUICK, SLOW = 1.0, 1.8


def run(pace: Pace, calls: int, seconds: Callable[[int, int], float]) -> list[int]:
    """The threads of each call; `seconds(threads, k)` is what call k takes."""
    found = []
    for k in range(calls):
        found.append(pace.threads(2))
        pace.took(seconds(found[-1], k))
    return found


def test_many_threads_where_they_are_faster() -> None:
    pace = Pace()
    used = run(pace, 2000, lambda threads, k: QUICK if threads == 2 else SLOW)
    assert used[:TRIAL] == [2] * TRIAL
    assert used.count(1) < 2000 * TRIAL / (WINDOW * RARELY) * 2  # trials alone


def test_one_thread_where_others_wait_for_their_partner() -> None:
    """Most calls are quick on two threads, and some take fifty times as long: the mean decides."""
    pace = Pace()

    def seconds(threads: int, k: int) -> float:
        return SLOW if threads == 1 else 50 * QUICK if k % 7 == 0 else QUICK

    used = run(pace, 2000, seconds)
    assert used[400:].count(1) > 0.9 * len(used[400:])


def test_it_comes_back_when_the_core_is_free_again() -> None:
    pace = Pace()
    run(pace, 600, lambda threads, k: SLOW if threads == 1 else 20.0)
    used = run(pace, 2000, lambda threads, k: SLOW if threads == 1 else QUICK)
    assert used[:WINDOW].count(2) <= 2 * TRIAL and used[1200:].count(2) > 0.9 * 800


def test_one_unlucky_call_does_not_matter_for_long() -> None:
    pace = Pace()
    used = run(pace, 1000, lambda threads, k: 80.0 if k == 50 else QUICK if threads == 2 else SLOW)
    assert used[400:].count(2) > 0.9 * 600


def test_one_thread_is_all_there_is() -> None:
    pace = Pace()
    assert {pace.threads(1) for _ in range(100) if pace.took(1.0) is None} == {1}
