"""What NumPy says it is."""

from . import libraries, record


def loaded(numpy):
    facts = {"version": numpy.__version__, "facts": record.guarded("numpy", _facts)(numpy) or {}}
    record.modules["numpy"] = lambda reason: facts
    libraries.watch()


def _facts(numpy):
    config = numpy.__config__
    # From 1.26 on; before, one dictionary for each library.
    built = getattr(config, "CONFIG", None)
    if built is None:
        libraries = getattr(config, "blas_opt_info", {}).get("libraries", [])
        return {"blas": ", ".join(libraries) or None}
    needed = built.get("Build Dependencies", {})
    blas, lapack = needed.get("blas", {}), needed.get("lapack", {})
    simd = built.get("SIMD Extensions", {})
    return {
        "blas": blas.get("name"),
        "blasVersion": blas.get("version"),
        "lapack": lapack.get("name"),
        "simd": list(simd.get("baseline", [])) + list(simd.get("found", [])),
    }
