"""The vendors' behaviour: NinjaOne, Duo, the Authentication Proxy, endpoints and the network."""
