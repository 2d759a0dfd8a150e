"""Studies: what is run of which offices, with which numbers, and what is not known of them."""
