"""Rendering and writing of Gherkin features."""
