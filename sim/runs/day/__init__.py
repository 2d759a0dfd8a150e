"""A day read from its rows: person by person, and as it would be seen in the hall."""
