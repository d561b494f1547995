"""The TLS front before the Flask apps: the only place that knows faults."""
