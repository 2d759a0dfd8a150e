"""All that knows how Numba works inside, so that a new version of it is met in one place.

- `table` hands the state and the plan to compiled code as one address each. It stands on what Numba documents for
  extensions, and is used always.
- `quick` decides whether the rest can be used: it asks for the version that was tried and for the parts that are used.
  `pipeline` then compiles each function in fewer steps with a library of our own, `linking`: functions that only
  compiled code calls are written in LLVM's language and no further, and an entry links, optimises and emits them once.
  `lowering` writes them without what only serves to count references, and `asking` lets Numba remember, while an
  entry is compiled, what it would find out anew for each function.

With LOKET_NUMBA=stock, or another Numba than the one tried, all but `table` is left out: the same rows, after
more than thrice the wait (`docs/benchmarks.md`). Whoever moves to a new Numba sets `quick.TESTED` and runs the
tests of `tests/engines/test_compiled_cache.py`, which compile both ways.
"""
