"""Trains a small neural network to read digits. Needs Python 3.9 or newer and nothing else.

The numbers it logs are the same on every supported Python, and on another machine they differ only by the last digits
of `exp` and `log`. Three habits give that: all randomness comes from one seeded generator, nothing depends on the order
of a set or on hashes, and every sum is added in a fixed order.
"""

from __future__ import annotations

import json
import math
import os
import random
from pathlib import Path

HERE = Path(__file__).resolve().parent

# repro-gate sets these two; without it the defaults serve.
SEED = int(os.environ.get("REPRO_SEED", "42"))
METRICS = Path(os.environ.get("REPRO_METRICS", "metrics.jsonl"))

STEPS = 300
BATCH_SIZE = 25
HIDDEN = 16
LEARNING_RATE = 0.2
MOMENTUM = 0.8

PIXELS = 64
DIGITS = list("0123456789")
INK = ".123456789"  # the ten ink levels of a pixel in the data files

Vector = list[float]
Layer = list[Vector]  # one row of weights for each output
Example = tuple[Vector, int]  # pixels and the digit they show


def read_examples(path: Path) -> list[Example]:
    """Reads lines of `digit,row1,…,row8`, each row eight pixels."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()[1:]  # without the header
    except (OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"{path.name}: cannot be read: {error}") from None
    examples = []
    for number, line in enumerate(lines, start=2):
        digit, *rows = line.split(",")
        ink = "".join(rows)
        if digit not in DIGITS or len(ink) != PIXELS or ink.strip(INK):
            raise SystemExit(f"{path.name}, line {number}: expected a digit and {PIXELS} pixels, each one of {INK}")
        pixels = [INK.index(level) / 9 for level in ink]
        examples.append(([*pixels, 1.0], DIGITS.index(digit)))  # the 1.0 is multiplied with the bias
    if len(examples) < BATCH_SIZE:
        raise SystemExit(f"{path.name}: expected at least {BATCH_SIZE} rows, found {len(examples)}")
    return examples


def shuffled(examples: list[Example], rng: random.Random) -> list[Example]:
    """A new order. Uses random(), the one method whose sequence Python promises to keep, instead of shuffle()."""
    return sorted(examples, key=lambda _: rng.random())


def new_layer(outputs: int, inputs: int, rng: random.Random) -> Layer:
    """Random weights, spread so that ReLU neither fades nor blows up what passes through."""
    reach = math.sqrt(6 / inputs)
    return [[reach * (2 * rng.random() - 1) for _ in range(inputs)] for _ in range(outputs)]


def multiply(layer: Layer, inputs: Vector) -> Vector:
    outputs = []
    for row in layer:
        total = 0.0
        for weight, value in zip(row, inputs):
            total += weight * value  # by hand: sum() rounds differently since Python 3.12
        outputs.append(total)
    return outputs


def forward(layers: list[Layer], pixels: Vector) -> tuple[Vector, Vector]:
    """The hidden values (ReLU, and 1.0 for the bias) and a score for each digit."""
    hidden = [max(0.0, value) for value in multiply(layers[0], pixels)]
    hidden.append(1.0)
    return hidden, multiply(layers[1], hidden)


def cross_entropy(scores: Vector, digit: int) -> tuple[float, Vector]:
    """The loss of one example and its gradient by score."""
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = 0.0
    for power in powers:
        total += power
    gradient = [power / total for power in powers]
    gradient[digit] -= 1.0
    return math.log(total) + highest - scores[digit], gradient


def backward(layers: list[Layer], gradients: list[Layer], example: Example) -> float:
    """Adds the gradient of one example to `gradients` and returns its loss."""
    pixels, digit = example
    hidden, scores = forward(layers, pixels)
    loss, by_score = cross_entropy(scores, digit)
    by_hidden = [0.0] * HIDDEN
    for weights, gradient, slope in zip(layers[1], gradients[1], by_score):
        for i in range(HIDDEN + 1):
            gradient[i] += slope * hidden[i]
        for i in range(HIDDEN):
            if hidden[i] > 0.0:  # ReLU passes nothing back where it is 0
                by_hidden[i] += slope * weights[i]
    for gradient, slope in zip(gradients[0], by_hidden):
        if slope != 0.0:
            for i, pixel in enumerate(pixels):
                gradient[i] += slope * pixel
    return loss


def train_step(layers: list[Layer], velocities: list[Layer], batch: list[Example]) -> float:
    """One update of stochastic gradient descent with momentum; returns the mean loss before it."""
    gradients = zeros_like(layers)
    loss = 0.0
    for example in batch:
        loss += backward(layers, gradients, example)
    for layer, velocity, gradient in zip(layers, velocities, gradients):
        for weights, speeds, slopes in zip(layer, velocity, gradient):
            for i, slope in enumerate(slopes):
                speeds[i] = MOMENTUM * speeds[i] - LEARNING_RATE * slope / len(batch)
                weights[i] += speeds[i]
    return loss / len(batch)


def zeros_like(layers: list[Layer]) -> list[Layer]:
    return [[[0.0] * len(row) for row in layer] for layer in layers]


def accuracy(layers: list[Layer], examples: list[Example]) -> float:
    right = 0
    for pixels, digit in examples:
        _, scores = forward(layers, pixels)
        right += scores.index(max(scores)) == digit
    return right / len(examples)


def main() -> None:
    rng = random.Random(SEED)
    train = read_examples(HERE / "data" / "train.csv")
    test = read_examples(HERE / "data" / "test.csv")
    layers = [new_layer(HIDDEN, PIXELS + 1, rng), new_layer(len(DIGITS), HIDDEN + 1, rng)]
    velocities = zeros_like(layers)

    with METRICS.open("w", encoding="utf-8", buffering=1) as metrics:  # a killed run leaves whole lines

        def log(name: str, step: int, value: float) -> None:
            metrics.write(json.dumps({"name": name, "step": step, "value": value}) + "\n")

        waiting: list[Example] = []
        for step in range(1, STEPS + 1):
            if len(waiting) < BATCH_SIZE:
                waiting = shuffled(train, rng)  # a new epoch
            batch, waiting = waiting[:BATCH_SIZE], waiting[BATCH_SIZE:]
            loss = train_step(layers, velocities, batch)
            log("loss", step, loss)
            if step % 50 == 0:
                print(f"step {step}: loss {loss:.4f}", flush=True)

        score = accuracy(layers, test)
        log("test_accuracy", STEPS, score)
        print(f"test accuracy {score:.1%}")


if __name__ == "__main__":
    main()
