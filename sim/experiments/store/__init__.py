"""The folder that keeps what runs gave, and what it is kept under."""
