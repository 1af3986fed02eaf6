"""An LSTM that writes Shakespeare, letter by letter, from lines of different length.

Run it with `python examples/char_lstm.py`; it takes about a minute. The loop over time is a `for` of Python over as
many steps as the longest line of the batch has. Batches hold lines of similar length, rounded up to a multiple of
eight: each length is another path, compiled when it is first met.
"""

from __future__ import annotations

import argparse
import math

import numpy as np

import autograph as ag
import autograph.nn.functional as F
import pictures
from autograph import datasets, nn, optim

PADDING = -1  # a target that does not count


class CharLSTM(nn.Module):
    """Letters [B] and the state to the logits of the next letters [B, letters], and the next state."""

    def __init__(self, letters, width):
        self.embedding = nn.Embedding(letters, width)
        self.cell = nn.LSTMCell(width, width)
        self.output = nn.Dense(width, letters)

    def forward(self, letters, state=None):
        h, c = self.cell(self.embedding(letters), state)
        return self.output(h), (h, c)


def batches(lines, size, rng):
    """Arrays [size, T + 1] of letters, for T of 8, 16, … without end: every line begins and ends with a newline (0)."""
    buckets = {}
    while True:
        line = lines[rng.integers(len(lines))]
        length = -(-(len(line) - 1) // 8) * 8
        bucket = buckets.setdefault(length, [])
        bucket.append(np.pad(line, (0, length + 1 - len(line)), constant_values=PADDING))
        if len(bucket) == size:
            yield np.stack(buckets.pop(length))


def write(model, alphabet, count, longest, temperature):
    """`count` lines of fewer than `longest` letters, drawn one by one."""

    @ag.compile
    def next_letters(letters, state):
        logits, state = model(letters, state)
        return ag.random.categorical(logits / temperature), state

    letters, state = ag.zeros(count, dtype=ag.int64), None
    text = []
    for _ in range(longest):
        letters, state = next_letters(letters, state)
        text.append(letters.numpy())
    return ["".join(alphabet[k] for k in line).split("\n")[0] for line in np.stack(text, axis=1)]


def parse(arguments):
    parser = argparse.ArgumentParser(description="Learn to write lines like Shakespeare's.")
    parser.add_argument("--steps", type=int, default=1200)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--longest", type=int, default=64, help="use only lines that are shorter")
    parser.add_argument("--temperature", type=float, default=0.7, help="below 1: likely letters are more likely still")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cpu", help='"cuda:0" is the first GPU')
    parser.add_argument("--plot", type=pictures.file, metavar="FILE.png", help="save a picture of the loss")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    with ag.device(options.device):  # where everything below is made, and so where it runs
        run(options)


def run(options):
    ag.random.seed(options.seed)
    rng = np.random.default_rng(options.seed)
    text = datasets.shakespeare()
    alphabet = sorted(set(text))  # the newline comes first
    number = {letter: k for k, letter in enumerate(alphabet)}
    lines = [
        np.array([number[c] for c in f"\n{line}\n"]) for line in text.split("\n") if 0 < len(line) < options.longest
    ]
    counts = np.bincount(np.concatenate([line[1:] for line in lines]))
    shares = counts[counts > 0] / counts.sum()
    print(f"{len(lines)} lines; by their frequency alone, letters take {-(shares * np.log2(shares)).sum():.3f} bits")

    model = CharLSTM(len(alphabet), options.width)
    optimizer = optim.Adam(model.parameters(), lr=optim.schedules.cosine(5e-3, options.steps))

    @ag.compile
    def train_step(batch):
        losses, state = [], None
        for t in range(batch.shape[1] - 1):
            # After the end of a line come any letters: what follows them does not count.
            logits, state = model(ag.maximum(batch[:, t], 0), state)
            losses.append(F.cross_entropy(logits, batch[:, t + 1], ignore_index=PADDING, reduction="sum"))
        loss = sum(losses) / (batch[:, 1:] != PADDING).sum().astype("float32")
        loss.backward()
        optim.clip_by_norm(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        return loss / math.log(2)

    bits, source = [], batches(lines, options.batch_size, rng)
    for step in range(1, options.steps + 1):
        bits.append(float(train_step(next(source))))
        if step % max(1, options.steps // 10) == 0:
            print(f"step {step}: {np.mean(bits[-100:]):.3f} bits per letter")
    print(f"{train_step.stats.paths} lengths met, compiled in {train_step.stats.seconds:.1f} seconds. It writes:")
    print("\n".join(write(model, alphabet, 10, options.longest, options.temperature)))
    if options.plot:
        pictures.lines(options.plot, "step", "bits per letter", {"training": (range(options.steps), bits)})


if __name__ == "__main__":
    main()
