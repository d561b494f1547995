"""Authentication at Duo, whatever API asks: factors, transactions, enrolment and their log."""
