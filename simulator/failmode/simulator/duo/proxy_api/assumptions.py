"""What is not known about how Duo answers an Authentication Proxy that joins.

Known, by reading the proxy's published code: it takes the answers 101, 200, 401 and 404, reads a
JSON body by its length behind each, and stops on 40102, 40103, 40112, 40113 and 40401. Assumed
besides: that Duo answers 101, and that a proxy of the directory sync signs its messages as one of
Duo Single Sign-On does, whose part of drpc (version 2) is published; version 1 is not.
"""

from __future__ import annotations

IDLE_RPC_SECONDS = 600
"""`idle_rpc_timeout` of the answer to a join: the proxy's own default. Unknown: what Duo sends."""
