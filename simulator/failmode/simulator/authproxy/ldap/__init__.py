"""LDAP: framing, codec, client and a small directory; no part of the proxy's behaviour."""
