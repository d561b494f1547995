"""What is not known about how Duo answers and calls the Authentication Proxies that join it.

Known, by reading the proxy's published code: it takes the answers 101, 200, 401 and 404, reads a
JSON body by its length behind each, and stops on 40102, 40103, 40112, 40113 and 40401.
"""

from __future__ import annotations

JOIN_STATUS = 101
"""HTTP status of the answer to a proxy that may join, of the two that the proxy understands."""

DRPC_VERSION = 2
"""Version of drpc that every proxy speaks here. The published code has version 2, by which a proxy
of Duo Single Sign-On signs its messages; how one of the directory sync does, by version 1, is not
known."""

IDLE_RPC_SECONDS = 600
"""`idle_rpc_timeout` of the answer to a join: the proxy's own default. Unknown: what Duo sends."""

COMPRESSED_FROM = 4096
"""`auto_zlib_min_length` of the answer to a join, in octets. The proxy takes any, or none."""

KEEP_ALIVE_SECONDS = 40.0
"""How often Duo calls a proxy that has nothing to do. The log of a later proxy shows a call each 40
seconds, by which it lists its directory syncs; that it is `ping` here is assumed."""

PING_SECONDS = 30.0
"""How long a proxy may take to answer `ping`. Our own limit."""

CALLS_AT_ONCE = 200
"""Calls that wait for one proxy; more are refused as if they had timed out. Our own limit."""
