"""Where Authentication Proxies join: for directory sync and for Duo Single Sign-On."""
