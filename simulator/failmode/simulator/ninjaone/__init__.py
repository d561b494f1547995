"""NinjaOne: OAuth, custom-field definitions and values, the agent and the technician console."""
