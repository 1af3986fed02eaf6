"""The bar goes to standard error, knows lengths, and keeps logs short."""

from __future__ import annotations

from autograph.data import ArrayDataset, Loader
from autograph.progress import progress


def test_a_bar_passes_its_items_on_and_counts_them(capsys):
    assert list(progress([3, 1, 2], desc="things")) == [3, 1, 2]
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "things: 100%" in captured.err and "3/3" in captured.err


def test_a_loader_tells_its_length_and_the_end_of_the_line_can_be_set(capsys):
    bar = progress(Loader(ArrayDataset([1, 2, 3, 4, 5]), 2))
    for _ in bar:
        bar.set_postfix(loss="0.25")
    assert "3/3" in (text := capsys.readouterr().err) and "loss=0.25" in text


def test_without_an_iterable_it_is_moved_by_hand(capsys):
    bar = progress(total=2_000_000, unit="B")
    bar.update(2_000_000)
    bar.close()
    assert "2.00M/2.00M" in capsys.readouterr().err


def test_what_is_no_terminal_gets_few_lines(capsys):
    for _ in progress(range(1000)):
        pass
    assert capsys.readouterr().err.count("\r") <= 3
