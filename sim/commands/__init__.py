"""The commands of `loket`, one file each: its arguments, and how it is done by what other rooms know."""

from types import ModuleType

from sim.commands import (
    brief,
    calibrate,
    check,
    compare,
    day,
    evidence,
    hall,
    lab,
    needed,
    new,
    paths,
    reforms,
    reproduce,
    run,
    scenarios,
    search,
    sensitivity,
    store,
    sweep,
    validate,
    verify,
    version,
    warm_up,
)

COMMANDS = (
    scenarios,
    reforms,
    evidence,
    new,
    check,
    paths,
    run,
    compare,
    brief,
    day,
    hall,
    needed,
    search,
    warm_up,
    sweep,
    sensitivity,
    reproduce,
    store,
    calibrate,
    validate,
    verify,
    lab,
    version,
)
"""In the order in which they are listed. Each has `arguments(parser, lang)` and `do(args, lang)`, which returns the
exit code, and may `refuse(args, lang)` arguments that do not fit together."""


def name_of(command: ModuleType) -> str:
    """What is typed."""
    return command.__name__.rpartition(".")[2].replace("_", "-")
