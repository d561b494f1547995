"""The servers under load: ours, and their peers."""
