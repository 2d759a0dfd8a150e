"""What runs gave, as frames, event logs and folders."""
