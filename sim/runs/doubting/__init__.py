"""What a comparison rests on that nobody has measured, and what survives that."""
