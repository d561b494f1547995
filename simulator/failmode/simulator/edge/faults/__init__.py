"""Faults, the rules that inject them, and profiles of rules."""
