"""Draws the digits in train.csv and test.csv, the same ones every time.

Each digit is a few pen strokes in a unit square. For every row the strokes are slanted, turned, scaled and shifted a
little, drawn with a pen of varying width, and turned into 8x8 pixels of ten ink levels with some noise.

    python3 data/make_digits.py
"""

from __future__ import annotations

import math
import random
from pathlib import Path

HERE = Path(__file__).resolve().parent
SIZE = 8
INK = ".123456789"  # one character a pixel, so that a person can see the digit in the file
ROWS_PER_DIGIT = {"train.csv": 50, "test.csv": 20}

Point = tuple[float, float]
Stroke = list[Point]


def arc(centre: Point, radii: Point, start: float, end: float) -> Stroke:
    """A piece of an ellipse; angles in degrees, 0 to the right, 90 down, as y grows downwards."""
    angles = [math.radians(start + (end - start) * i / 12) for i in range(13)]
    return [(centre[0] + radii[0] * math.cos(a), centre[1] + radii[1] * math.sin(a)) for a in angles]


# Several ways to write a digit, as people do.
DIGITS: dict[int, list[list[Stroke]]] = {
    0: [[arc((0.5, 0.5), (0.30, 0.45), 0, 360)]],
    1: [
        [[(0.32, 0.25), (0.52, 0.05), (0.52, 0.95)]],
        [[(0.50, 0.05), (0.50, 0.95)]],
        [[(0.32, 0.25), (0.52, 0.05), (0.52, 0.95)], [(0.30, 0.95), (0.74, 0.95)]],
    ],
    2: [
        [arc((0.5, 0.28), (0.28, 0.23), 180, 390) + [(0.20, 0.95), (0.82, 0.95)]],
        [[(0.22, 0.10), (0.60, 0.05)] + arc((0.52, 0.30), (0.26, 0.25), 270, 400) + [(0.22, 0.92), (0.80, 0.88)]],
    ],
    3: [
        [arc((0.46, 0.27), (0.28, 0.22), 200, 450), arc((0.46, 0.71), (0.32, 0.24), 270, 520)],
        [[(0.22, 0.06), (0.74, 0.06), (0.44, 0.42)] + arc((0.46, 0.68), (0.30, 0.26), 280, 510)],
    ],
    4: [
        [[(0.60, 0.05), (0.15, 0.65), (0.85, 0.65)], [(0.64, 0.35), (0.64, 0.95)]],
        [[(0.22, 0.05), (0.20, 0.52), (0.80, 0.52)], [(0.74, 0.10), (0.70, 0.95)]],
    ],
    5: [[[(0.78, 0.05), (0.28, 0.05), (0.24, 0.45)] + arc((0.46, 0.66), (0.32, 0.28), 240, 500)]],
    6: [[[(0.66, 0.05), (0.34, 0.36)] + arc((0.48, 0.68), (0.28, 0.26), 190, 550)]],
    7: [
        [[(0.18, 0.06), (0.80, 0.06), (0.42, 0.95)]],
        [[(0.18, 0.06), (0.80, 0.06), (0.42, 0.95)], [(0.30, 0.50), (0.74, 0.50)]],
    ],
    8: [[arc((0.5, 0.27), (0.24, 0.22), 90, 450), arc((0.5, 0.72), (0.30, 0.24), 270, 630)]],
    9: [
        [arc((0.48, 0.30), (0.27, 0.25), 0, 360) + [(0.72, 0.60), (0.58, 0.95)]],
        [arc((0.48, 0.30), (0.27, 0.25), 0, 360) + arc((0.44, 0.62), (0.31, 0.32), 0, 130)],
    ],
}


def distance(p: Point, a: Point, b: Point) -> float:
    """Distance of point `p` from the line between `a` and `b`."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    along = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy)
    along = min(1.0, max(0.0, along))
    return math.hypot(p[0] - a[0] - along * dx, p[1] - a[1] - along * dy)


def by_hand(strokes: list[Stroke], rng: random.Random) -> list[Stroke]:
    """The strokes as one hand would draw them this time, in pixels."""
    turn, slant = rng.uniform(-0.22, 0.22), rng.uniform(-0.25, 0.35)
    width, height = rng.uniform(4.6, 6.6), rng.uniform(5.8, 7.2)
    right, down = rng.uniform(-0.6, 0.6), rng.uniform(-0.5, 0.5)

    def move(x: float, y: float) -> Point:
        x, y = (x - 0.5 - slant * (y - 0.5)) * width, (y - 0.5) * height
        x, y = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
        return SIZE / 2 + x + right, SIZE / 2 + y + down

    return [[move(x, y) for x, y in stroke] for stroke in strokes]


def draw(strokes: list[Stroke], rng: random.Random) -> list[str]:
    """Eight lines of eight ink levels."""
    pen = rng.uniform(0.35, 0.70)
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
    for name, rows in ROWS_PER_DIGIT.items():
        lines = [
            ",".join([str(digit), *draw(by_hand(rng.choice(styles), rng), rng)])
            for _ in range(rows)
            for digit, styles in DIGITS.items()
        ]
        header = ",".join(["digit", *(f"row{i}" for i in range(1, SIZE + 1))])
        with (HERE / name).open("w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join([header, *lines]) + "\n")


if __name__ == "__main__":
    main()
