"""HTTP operations: each declared once, for its route, its identification and its documentation."""
