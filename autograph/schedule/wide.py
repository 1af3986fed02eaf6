"""Teams that are all threads of a block: where rows are few and long, they leave less of a GPU idle."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wide:
    """How many `lanes` such teams may have, the fewest first, each with the elements of the shortest rows for them; the
    bytes that one may keep from one stage of a row to the next; and how many threads it takes to be busy reading."""

    lanes: tuple[tuple[int, int], ...]
    nearby: int
    busy: int

    def lanes_for(self, rows: int, elements: int, least: int) -> int:
        """How many lanes go through each of so many rows of so many elements: `least`, unless those are too few."""
        found = least
        for lanes, shortest in self.lanes:
            if rows * found < self.busy and elements >= shortest:
                found = lanes
        return found
