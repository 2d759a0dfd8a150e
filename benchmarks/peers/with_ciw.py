"""M/M/3 in Ciw: a network of one node."""

from statistics import fmean

import ciw

from benchmarks.peers import ARRIVALS, SERVERS


def mean_wait(customers: int, seed: int) -> float:
    """Mean wait of the first `customers` customers to be served, in mean service times."""
    ciw.seed(seed)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(ARRIVALS)],
        service_distributions=[ciw.dists.Exponential(1.0)],
        number_of_servers=[SERVERS],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers)
    return fmean(record.waiting_time for record in simulation.get_all_records())
