"""The best package of reforms for a budget."""
