"""The step library, its fixtures and the targets that scenarios run against."""
