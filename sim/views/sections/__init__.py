"""Tables and sentences made of results: what is said, not how it is written."""
