"""Designs of many scenarios, and the folder that keeps what their runs gave."""
