"""JAX, when it has been imported. It has no global generator: a key is given to each draw, so nothing is filled."""

import sys

from . import libraries, record, seeding

SETTINGS = (
    "jax_default_prng_impl",
    "jax_threefry_partitionable",
    "jax_default_matmul_precision",
    "jax_enable_x64",
    "jax_disable_jit",
)


def loaded(jax):
    for name in ("key", "PRNGKey"):
        seeding.watch(jax.random, name, "jax.random." + name)
    record.modules["jax"] = lambda reason: {"version": jax.__version__, "facts": _facts(jax)}
    libraries.watch()


def _facts(jax):
    facts = {"jaxlib": getattr(sys.modules.get("jaxlib"), "__version__", None)}
    for name in SETTINGS:
        value = getattr(jax.config, name, None)
        facts[name] = value if value is None or isinstance(value, (bool, int, str)) else str(value)
    return facts
