"""Studies that are run into a store: here, by a cluster, by somebody else again."""
