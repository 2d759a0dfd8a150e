"""What is shown at once: the sections that each report lists, in their order."""
