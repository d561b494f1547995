"""The Auth API over HTTP, for current and for older clients."""
