"""Blocks of an arena: what lives at the same time never shares memory."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import lowerings
from random_graphs import random_graph

from autograph import dtypes
from autograph.graph import Node, TensorType, node
from autograph.ops.source import Input
from autograph.schedule.group import Group
from autograph.schedule.memory import ALIGNMENT, Arena, allot
from autograph.schedule.recipe import Target

#: For each intermediate: its bytes, the step that makes it, and how many steps later it is last read.
Lives = list[tuple[int, int, int]]
lives = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 12), st.integers(0, 6)), min_size=1, max_size=16)


def block(k: int, nbytes: int) -> Node:
    return node(Input(k, TensorType((nbytes,), dtypes.uint8)))


def groups(intermediates: Lives) -> list[Group]:
    steps = max(first + length for _, first, length in intermediates) + 1
    made = [block(k, size) for k, (size, _, _) in enumerate(intermediates)]
    return [
        Group(
            tuple(n for n, (_, first, _) in zip(made, intermediates) if first == s),
            tuple(n for n, (_, first, length) in zip(made, intermediates) if first < s == first + length),
        )
        for s in range(steps)
    ]


def assert_sound(arena: Arena) -> None:
    for n, (start, size) in arena.blocks.items():
        assert start % ALIGNMENT == 0 and size % ALIGNMENT == 0 and size >= n.type.nbytes
        assert 0 <= start and start + size <= arena.size
    for a, b in ((a, b) for a in arena.blocks for b in arena.blocks if a is not b):
        (first, last), (start, size) = arena.lifetimes[a], arena.blocks[a]
        alive_together = first <= arena.lifetimes[b][1] and arena.lifetimes[b][0] <= last
        if arena.inside.get(b) is a or arena.inside.get(a) is b:  # one is read for the last time as the other is made
            assert arena.blocks[a] == arena.blocks[b]
            alive_together = first != arena.lifetimes[b][1] and last != arena.lifetimes[b][0]
        apart = start + size <= arena.blocks[b][0] or sum(arena.blocks[b]) <= start
        assert apart or not alive_together


@settings(max_examples=150, derandomize=True)
@given(lives)
def test_blocks_that_live_at_the_same_time_do_not_overlap(intermediates: Lives) -> None:
    arena = allot(groups(intermediates), set())
    assert set(arena.blocks) == {block(k, size) for k, (size, _, _) in enumerate(intermediates)}
    assert_sound(arena)


@settings(max_examples=150, derandomize=True)
@given(lives)
def test_an_arena_is_between_the_largest_moment_and_the_sum(intermediates: Lives) -> None:
    arena = allot(groups(intermediates), set())
    assert arena.size <= sum(size for _, size in arena.blocks.values())
    for step in range(20):
        alive = [n for n, (first, last) in arena.lifetimes.items() if first <= step <= last]
        assert arena.size >= arena.bound >= sum(arena.blocks[n][1] for n in alive)


def test_a_chain_of_equal_blocks_needs_two() -> None:
    arena = allot(groups([(100, k, 1) for k in range(10)]), set())
    assert arena.size == 2 * 128


def test_a_block_goes_into_the_smallest_gap_that_fits() -> None:
    # The short-lived second and fourth leave gaps of 448 and 320 bytes between those that stay.
    sizes = [(512, 9), (400, 1), (390, 9), (300, 1), (290, 9)]
    arena = allot(groups([*[(size, 0, length) for size, length in sizes], (280, 5, 1)]), set())
    assert arena.blocks[block(5, 280)] == arena.blocks[block(3, 300)]


def test_what_has_a_place_gets_no_block() -> None:
    made = groups([(10, 0, 1), (20, 0, 1)])
    arena = allot(made, {block(0, 10)})
    assert set(arena.blocks) == {block(1, 20)} and arena.size == ALIGNMENT
    assert allot([], set()) == Arena(0, {}, {})


def freely(made: list[Group]) -> list[list[tuple[int, int]]]:
    """Every operand may share memory with every result."""
    return [[(r, o) for r in range(len(g.reads)) for o in range(len(g.outputs))] for g in made]


@settings(max_examples=150, derandomize=True)
@given(lives)
def test_sharing_in_place_is_sound_and_never_raises_the_least_that_is_needed(intermediates: Lives) -> None:
    made = groups(intermediates)
    apart, shared = allot(made, set()), allot(made, set(), freely(made))
    assert_sound(shared)
    assert shared.bound <= apart.bound
    assert len(set(shared.inside.values())) == len(shared.inside), "a block is handed on once"
    for n, operand in shared.inside.items():
        assert n.type.nbytes == operand.type.nbytes and shared.lifetimes[operand][1] == shared.lifetimes[n][0]


def test_a_chain_of_equal_blocks_in_place_needs_one() -> None:
    made = groups([(100, k, 1) for k in range(10)])
    arena = allot(made, set(), freely(made))
    assert (arena.size, arena.bound, len(arena.inside)) == (128, 128, 9)


def test_an_operand_read_later_and_one_of_another_size_keep_their_blocks() -> None:
    a, b, c, d = (block(k, 100) for k in range(4))
    small = block(4, 99)
    made = [Group((a,), ()), Group((b,), (a,)), Group((c, d), (a, b)), Group((small,), (c, d))]
    arena = allot(made, set(), freely(made))
    assert arena.inside == {c: a, d: b}
    assert arena.size == 3 * 128


@pytest.mark.compiler
def test_real_plans_never_write_over_what_is_still_read() -> None:
    r = random.Random("memory")
    taken_over = 0
    graphs = [random_graph(r).outputs for _ in range(40)]
    # Where groups become stages of one kernel, little of these small graphs is left to lie in an arena.
    for low in (*lowerings(graphs), *lowerings(graphs, Target(lanes=16, registers=32))):
        assert_sound(low.arena)
        taken_over += len(low.arena.inside)
        written: dict[int, set[int]] = {}  # byte of the arena → the step that wrote it last
        for k, (step, g) in enumerate(zip(low.plan.steps, low.groups)):
            for place, n in zip(step.places, (*g.reads, *g.outputs)):
                if place.kind != "arena":
                    continue
                bytes_of = range(place.at, place.at + n.type.nbytes)
                producer = next(j for j, h in enumerate(low.groups) if n in h.outputs)
                if n in g.outputs:
                    written.update((b, {k}) for b in bytes_of)
                else:
                    assert all(written[b] == {producer} for b in bytes_of)
    assert taken_over
