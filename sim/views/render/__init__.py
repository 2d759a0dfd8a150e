"""How reports are written: notation, and a renderer for each form. They know nothing of what they write."""
