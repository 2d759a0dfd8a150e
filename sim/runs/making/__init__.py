"""Runs: what is asked for, made, measured and kept."""
