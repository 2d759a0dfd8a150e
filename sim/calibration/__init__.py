"""Queue logs: read, made into a scenario, and held against it. The face hands on what notebooks call."""
