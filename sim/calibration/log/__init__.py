"""Queue logs of ticket machines and observers, as tables that mean the same whatever file they came from."""
