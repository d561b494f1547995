"""Authentication at Duo: Auth API, /rest/v1, transactions and factors."""
