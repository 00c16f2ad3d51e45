"""TensorFlow, when it has been imported."""

import random
import sys

from . import libraries, record, seeding, warned

# tensorflow/python/framework/random_seed.py
DEFAULT_GRAPH_SEED = 87654321


def loaded(tensorflow):
    record.guarded("tensorflow seed", _seed)(tensorflow)
    seeding.watch(tensorflow.random, "set_seed", "tensorflow.random.set_seed")
    facts = {"version": tensorflow.__version__, "facts": record.guarded("tensorflow", _facts)(tensorflow) or {}}
    record.modules["tensorflow"] = lambda reason: facts
    libraries.watch()
    warned.watch()


def _seed(tensorflow):
    if record.fills():
        # With any other seed for all, an operation that has a seed of its own would draw other numbers than without.
        tensorflow.random.set_seed(DEFAULT_GRAPH_SEED)
        # What has none draws one from here.
        sys.modules["tensorflow.python.eager.context"].context()._rng = random.Random(record.seed)
        seeding.filled("tensorflow.random.set_seed", record.seed)
    if record.inject == "force":
        tensorflow.config.experimental.enable_op_determinism()


def _facts(tensorflow):
    build = tensorflow.sysconfig.get_build_info()
    return {
        "commit": tensorflow.version.GIT_VERSION,
        "compiler": tensorflow.version.COMPILER_VERSION,
        "cuda": build.get("cuda_version"),
        "cudnn": build.get("cudnn_version"),
        "archs": list(build.get("cuda_compute_capabilities", [])),
    }
