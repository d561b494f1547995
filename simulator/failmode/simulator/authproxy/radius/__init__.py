"""RADIUS as a codec, with UDP and the cache of requests."""
