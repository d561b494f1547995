"""The reference deployment: from a custom field's option to an endpoint's Duo settings."""
