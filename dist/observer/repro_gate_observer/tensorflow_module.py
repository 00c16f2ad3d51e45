"""TensorFlow, when it has been imported."""

from . import libraries, record, seeding, warned


def loaded(tensorflow):
    record.guarded("tensorflow seed", _seed)(tensorflow)
    seeding.watch(tensorflow.random, "set_seed", "tensorflow.random.set_seed")
    facts = {"version": tensorflow.__version__, "facts": record.guarded("tensorflow", _facts)(tensorflow) or {}}
    record.modules["tensorflow"] = lambda reason: facts
    libraries.watch()
    warned.watch()


def _seed(tensorflow):
    if record.fills():
        tensorflow.random.set_seed(record.seed)
        seeding.seen("tensorflow.random.set_seed", record.seed, by="gate")
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
