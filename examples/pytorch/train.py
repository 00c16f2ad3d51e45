"""Trains a small convolutional network to tell sketches of eight shapes apart, on the CPU.

    python3 train.py configs/smoke.json
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

# PyTorch works without NumPy, and says at the start that it has none.
warnings.filterwarnings("ignore", message="Failed to initialize NumPy")

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

HERE = Path(__file__).resolve().parent

# repro-gate sets these three; without it the defaults serve.
SEED = int(os.environ.get("REPRO_SEED", "42"))
METRICS = Path(os.environ.get("REPRO_METRICS", "metrics.jsonl"))
OUT_DIR = Path(os.environ.get("REPRO_OUT_DIR", "."))

SIZE = 12
SHAPES = ["circle", "square", "triangle", "diamond", "plus", "cross", "arrow", "house"]
INK = ".123456789"  # the ten ink levels of a pixel in the data files
PRECISIONS = {"float32": torch.float32, "bfloat16": torch.bfloat16}


def read_sketches(path: Path) -> tuple[Tensor, Tensor]:
    """Images [rows, 1, SIZE, SIZE] and the index of the shape [rows]."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()[1:]  # without the header
    except (OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"{path.name}: cannot be read: {error}") from None
    images, labels = [], []
    for number, line in enumerate(lines, start=2):
        shape, *rows = line.split(",")
        ink = "".join(rows)
        if shape not in SHAPES or len(ink) != SIZE**2 or ink.strip(INK):
            raise SystemExit(f"{path.name}, line {number}: expected a shape and {SIZE**2} pixels, each one of {INK}")
        images.append([INK.index(level) / 9 for level in ink])
        labels.append(SHAPES.index(shape))
    if not labels:
        raise SystemExit(f"{path.name}: expected rows, found none")
    return torch.tensor(images).reshape(-1, 1, SIZE, SIZE), torch.tensor(labels)


def batches(images: Tensor, labels: Tensor, size: int) -> Iterator[tuple[Tensor, Tensor]]:
    """Batches without end, in a new order each epoch."""
    while True:
        for chosen in torch.randperm(len(images)).split(size):
            yield images[chosen], labels[chosen]


def new_model() -> nn.Module:
    """GELU and average pooling have no kinks: rounding noise stays noise. With ReLU and max pooling it tips a unit or a
    maximum sooner or later, and the curves part by percents although nothing is wrong."""
    return nn.Sequential(
        nn.Conv2d(1, 16, kernel_size=3, padding=1),
        nn.GELU(),
        nn.AvgPool2d(2),
        nn.Conv2d(16, 64, kernel_size=3, padding=1),
        nn.GELU(),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(64 * (SIZE // 4) ** 2, 128),
        nn.GELU(),
        nn.Linear(128, len(SHAPES)),
    )


def accuracy(model: nn.Module, images: Tensor, labels: Tensor) -> float:
    with torch.no_grad():
        return (model(images).argmax(dim=1) == labels).double().mean().item()


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "configs" / "smoke.json"
    config = json.loads(path.read_text(encoding="utf-8"))

    torch.manual_seed(SEED)  # first weights and the order of the rows
    torch.use_deterministic_algorithms(True)
    # How many threads share a sum decides the order it is added in.
    torch.set_num_threads(config["threads"])

    model = new_model()
    optimizer = torch.optim.Adam(model.parameters(), lr=config["learning_rate"], eps=config["adam_epsilon"])
    precision = PRECISIONS[config["precision"]]
    autocast = torch.autocast("cpu", dtype=precision, enabled=precision is not torch.float32)
    train = read_sketches(HERE / "data" / "train.csv")
    test = read_sketches(HERE / "data" / "test.csv")
    stream = batches(*train, config["batch_size"])

    with METRICS.open("w", encoding="utf-8", buffering=1) as metrics:  # a killed run leaves whole lines

        def log(name: str, step: int, value: float) -> None:
            metrics.write(json.dumps({"name": name, "step": step, "value": value}) + "\n")

        for step in range(1, config["steps"] + 1):
            images, labels = next(stream)
            with autocast:
                loss = cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            log("loss", step, loss.item())  # every digit: rounding hides small changes
            if step % 50 == 0:
                print(f"step {step}: loss {loss.item():.4f}", flush=True)

        score = accuracy(model, *test)
        log("test_accuracy", config["steps"], score)
        print(f"test accuracy {score:.1%}")

    torch.save(model.state_dict(), OUT_DIR / "weights.pt")


if __name__ == "__main__":
    main()
