"""Scenarios beside each other: differences with their intervals, and what they cost."""
