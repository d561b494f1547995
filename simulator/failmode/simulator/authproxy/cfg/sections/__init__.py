"""The sections of `authproxy.cfg` as dataclasses, one field for each option."""
