"""The connections that Authentication Proxies have made to the cloud."""
