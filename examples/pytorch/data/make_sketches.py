"""Draws the sketches in train.csv and test.csv, the same ones every time, with the standard library alone.

Each sketch is a shape made of straight lines in a unit square. For every row its corners are moved a little, the whole
is turned, scaled and shifted, drawn with a pen of varying width, and turned into 12x12 pixels of ten ink levels with
some noise.

    python3 data/make_sketches.py
"""

from __future__ import annotations

import math
import random
from pathlib import Path

HERE = Path(__file__).resolve().parent
SIZE = 12
INK = ".123456789"  # one character a pixel, so that a person can see the sketch in the file
ROWS_PER_SHAPE = {"train.csv": 80, "test.csv": 20}

Point = tuple[float, float]
Stroke = list[Point]

OCTAGON = [(0.5 + 0.45 * math.cos(math.pi * i / 4), 0.5 + 0.45 * math.sin(math.pi * i / 4)) for i in range(9)]

SHAPES: dict[str, list[Stroke]] = {
    "circle": [OCTAGON],
    "square": [[(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9), (0.1, 0.1)]],
    "triangle": [[(0.5, 0.05), (0.95, 0.9), (0.05, 0.9), (0.5, 0.05)]],
    "diamond": [[(0.5, 0.0), (0.9, 0.5), (0.5, 1.0), (0.1, 0.5), (0.5, 0.0)]],
    "plus": [[(0.5, 0.05), (0.5, 0.95)], [(0.05, 0.5), (0.95, 0.5)]],
    "cross": [[(0.1, 0.1), (0.9, 0.9)], [(0.9, 0.1), (0.1, 0.9)]],
    "arrow": [[(0.5, 0.95), (0.5, 0.05)], [(0.15, 0.45), (0.5, 0.05), (0.85, 0.45)]],
    "house": [[(0.15, 0.45), (0.5, 0.05), (0.85, 0.45), (0.85, 0.95), (0.15, 0.95), (0.15, 0.45)]],
}


def distance(p: Point, a: Point, b: Point) -> float:
    """Distance of point `p` from the line between `a` and `b`."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    along = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy)
    along = min(1.0, max(0.0, along))
    return math.hypot(p[0] - a[0] - along * dx, p[1] - a[1] - along * dy)


def by_hand(strokes: list[Stroke], rng: random.Random) -> list[Stroke]:
    """The strokes as one hand would draw them this time, in pixels."""
    turn = rng.uniform(-0.35, 0.35)
    width, height = rng.uniform(6.0, 9.5), rng.uniform(6.0, 9.5)
    right, down = rng.uniform(-1.2, 1.2), rng.uniform(-1.2, 1.2)

    def move(x: float, y: float) -> Point:
        x, y = x + rng.uniform(-0.06, 0.06), y + rng.uniform(-0.06, 0.06)
        x, y = (x - 0.5) * width, (y - 0.5) * height
        x, y = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
        return SIZE / 2 + x + right, SIZE / 2 + y + down

    return [[move(x, y) for x, y in stroke] for stroke in strokes]


def draw(strokes: list[Stroke], rng: random.Random) -> list[str]:
    """Twelve lines of twelve ink levels."""
    pen = rng.uniform(0.3, 0.7)
    lines = [(a, b) for stroke in strokes for a, b in zip(stroke, stroke[1:])]
    picture = []
    for y in range(SIZE):
        text = ""
        for x in range(SIZE):
            gap = min(distance((x + 0.5, y + 0.5), a, b) for a, b in lines)
            ink = min(1.0, max(0.0, pen + 0.5 - gap))
            level = round(9 * ink + rng.uniform(-0.8, 0.8))
            text += INK[min(9, max(0, level))]
        picture.append(text)
    return picture


def main() -> None:
    rng = random.Random(2026)
    for name, rows in ROWS_PER_SHAPE.items():
        lines = [
            ",".join([shape, *draw(by_hand(strokes, rng), rng)])
            for _ in range(rows)
            for shape, strokes in SHAPES.items()
        ]
        header = ",".join(["shape", *(f"row{i}" for i in range(1, SIZE + 1))])
        with (HERE / name).open("w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join([header, *lines]) + "\n")


if __name__ == "__main__":
    main()
