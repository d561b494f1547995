"""The servers before the vendors: accept, make faults, ask the application, keep the journal."""
