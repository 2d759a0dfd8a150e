"""The colours of what is shown on paper and pages, told apart by readers with any kind of colour blindness."""

GREEN, ORANGE, YELLOW = "#00684C", "#A84700", "#FFF2A8"
VERDICTS = {"better": GREEN, "worse": ORANGE, "right": GREEN, "wrong": ORANGE}
"""Others have none."""
