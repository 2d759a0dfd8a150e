"""Small offices, and what runs of them show: shared by the tests and by the pages that quote such figures."""
