"""What people read, in Indonesian and English: messages by key, numbers and dates in their notation."""

from sim.language.catalogue import LANGUAGES, Phrase, UnknownLanguage, default_language, language, text
from sim.language.figures import date_words, day_words, month_words, number, percent, rupiah, unbroken

__all__ = [
    "LANGUAGES",
    "Phrase",
    "UnknownLanguage",
    "date_words",
    "day_words",
    "default_language",
    "language",
    "month_words",
    "number",
    "percent",
    "rupiah",
    "text",
    "unbroken",
]
