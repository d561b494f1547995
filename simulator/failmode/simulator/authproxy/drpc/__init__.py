"""The proxy's own connection to Duo's cloud, over which the cloud calls it."""
