"""The queue M/M/3 in other libraries, each written the way its own documentation writes it.

Every module offers `mean_wait(customers, seed)`: simulate so many customers from an empty office, wait
included in the books, and return their mean wait. The mean service time is 1.
"""

SERVERS = 3
ARRIVALS = 2.7
"""Customers per mean service time: a load of 0.9."""
