"""What moves a result, and what turns a conclusion around."""
