"""How an office is written down in a file: keys and their meanings, what is checked, how a fault is explained."""
