"""A small GPT (Radford et al. 2019) that learns to write Shakespeare, letter by letter.

Run it with `python examples/gpt.py`; it takes about a minute. It has what the large ones have: causal attention, layers
normalised before they act, AdamW on a rate that warms up and falls along a cosine, gradients kept within bounds, and
letters sampled from the likeliest few.
"""

from __future__ import annotations

import argparse
import math

import numpy as np

import autograph as ag
import autograph.nn.functional as F
import pictures
from autograph import datasets, nn, optim


class Block(nn.Module):
    """Letters look at those before them, then think by themselves: [B, T, width] to the same."""

    def __init__(self, width, heads, dropout):
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = nn.MultiHeadAttention(width, heads, dropout)
        self.dense1, self.dense2 = nn.Dense(width, 4 * width), nn.Dense(4 * width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        x = x + self.dropout(self.attention(self.norm1(x), causal=True))
        return x + self.dropout(self.dense2(F.gelu(self.dense1(self.norm2(x)))))


class GPT(nn.Module):
    """Letters [B, T] to the logits of each next one [B, T, letters]; T is at most `context`."""

    def __init__(self, letters, context, width, heads, layers, dropout):
        self.letter = nn.Embedding(letters, width)
        self.place = nn.Embedding(context, width)
        for table in (self.letter, self.place):
            table.weight.assign(0.02 * table.weight)
        self.blocks = [Block(width, heads, dropout) for _ in range(layers)]
        self.norm = nn.LayerNorm(width)
        self.output = nn.Dense(width, letters, bias=False)

    def forward(self, letters):
        x = self.letter(letters) + self.place(ag.arange(letters.shape[1]))
        for block in self.blocks:
            x = block(x)
        return self.output(self.norm(x))


def write(model, begin, count, among, temperature):
    """`count` letters after `begin`, an array [T] of letters, each drawn from the `among` likeliest."""

    @ag.compile
    def next_letter(letters):
        logits, candidates = ag.topk(model(letters[None])[0, -1], among)
        return candidates[ag.random.categorical(logits / temperature)]

    letters = list(begin)
    for _ in range(count):  # it sees as many letters as `begin` has, always: one length is one path
        letters.append(int(next_letter(np.array(letters[-len(begin) :]))))
    return letters


def parse(arguments):
    parser = argparse.ArgumentParser(description="Learn to write like Shakespeare.")
    parser.add_argument("--steps", type=int, default=1200)
    parser.add_argument("--batch-size", type=int, default=16)
    parser.add_argument("--context", type=int, default=64)
    parser.add_argument("--width", type=int, default=96)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--lr", type=float, default=3e-3)
    parser.add_argument("--letters", type=int, default=300, help="how many to write in the end")
    parser.add_argument("--among", type=int, default=10, help="draw each from so many of the likeliest")
    parser.add_argument("--temperature", type=float, default=0.8)
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
    alphabet = sorted(set(text))
    codes = np.searchsorted(alphabet, list(text))
    train, test = codes[: -len(codes) // 10], codes[-len(codes) // 10 :]

    model = GPT(len(alphabet), options.context, options.width, options.heads, options.layers, options.dropout)
    print(f"{sum(p.size for p in model.parameters()):,} parameters, {len(alphabet)} letters")
    rate = optim.schedules.warmup_cosine(options.lr, max(1, options.steps // 10), options.steps, final=options.lr / 10)
    optimizer = optim.AdamW(model.parameters(), lr=rate, betas=(0.9, 0.99), weight_decay=0.1)

    def batch(codes):
        starts = rng.integers(len(codes) - options.context, size=(options.batch_size, 1))
        return codes[starts + np.arange(options.context + 1)]

    def loss_of(batch):
        logits = model(batch[:, :-1])
        return F.cross_entropy(logits.reshape((-1, len(alphabet))), batch[:, 1:].flatten())

    @ag.compile
    def train_step(batch):
        loss = loss_of(batch)
        loss.backward()
        optim.clip_by_norm(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        return loss / math.log(2)

    @ag.compile
    def evaluate(batch):
        return loss_of(batch) / math.log(2)

    bits = []
    for step in range(1, options.steps + 1):
        bits.append(float(train_step(batch(train))))
        if step % max(1, options.steps // 10) == 0:
            model.eval()
            unseen = np.mean([float(evaluate(batch(test))) for _ in range(10)])
            model.train()
            print(f"step {step}: {np.mean(bits[-50:]):.3f} bits per letter, {unseen:.3f} on unseen text")
    model.eval()
    begin = test[: options.context]
    written = "".join(alphabet[k] for k in write(model, begin, options.letters, options.among, options.temperature))
    print(f"It is given\n\n{written[: len(begin)]}\n\nand goes on\n\n{written[len(begin) :]}")
    if options.plot:
        pictures.lines(options.plot, "step", "bits per letter", {"training": (range(options.steps), bits)})


if __name__ == "__main__":
    main()
