"""How many threads a plan runs on, by what its calls took lately.

Results do not depend on the number of threads, so it may change from call to call. Where another process takes a core,
a thread that waits for its descheduled partner at each of a plan's barriers loses far more than the second core gives:
one thread is then several times as fast. Which it is, only the clock tells. Most calls take their time even then and
some take fifty times as much, so means are compared, of windows of calls.
"""

from __future__ import annotations

#: Calls in a window of the choice that is made, and of the other one, which is tried in between.
WINDOW, TRIAL = 32, 4
#: Windows between two trials, at most: every trial that changes nothing doubles them.
RARELY = 8


class Pace:
    """The choice between one thread and many. Lost updates of threads that race here cost a trial, nothing else."""

    __slots__ = ("_between", "_left", "_means", "_single", "_total", "_trial", "_windows")

    def __init__(self) -> None:
        self._means: dict[bool, float] = {}  # seconds of a call, on one thread (True) and on many
        self._single = self._trial = False
        self._total, self._left = 0.0, TRIAL  # the first window is short: soon to know both
        self._windows = self._between = 1

    def threads(self, most: int) -> int:
        """For the next call."""
        return 1 if most == 1 or self._single is not self._trial else most

    def took(self, seconds: float) -> None:
        """Note what the call took."""
        self._total += seconds
        self._left -= 1
        if self._left > 0:
            return
        calls = TRIAL if self._trial or not self._means else WINDOW
        running = self._single is not self._trial
        before = self._means.get(running)
        mean = self._total / calls
        self._means[running] = mean if before is None else (before + mean) / 2
        self._total = 0.0
        self._choose()
        self._left = TRIAL if self._trial else WINDOW

    def _choose(self) -> None:
        """What the next window runs on."""
        if self._trial:
            better = self._means[not self._single] < self._means[self._single]
            self._single = self._single is not better
            self._between = 1 if better else min(2 * self._between, RARELY)
            self._trial, self._windows = False, self._between
            return
        self._windows -= 1
        other = self._means.get(not self._single)
        # Worse than what is known of the other: not to be waited for.
        self._trial = self._windows <= 0 or (other is not None and self._means[self._single] > 1.5 * other)
