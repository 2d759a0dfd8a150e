"""Exit codes."""

GOOD, FAILED, BAD_INPUT, STOPPED = 0, 1, 2, 130
