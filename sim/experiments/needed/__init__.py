"""How many officers, hours or places it takes."""
