"""The words of the field, without facts: what every part calls the same thing."""
