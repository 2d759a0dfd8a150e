"""What people see: tables, charts, the memo."""
