"""The pytest plugin, by a name at the top level.

pytest marks what a distribution with a plugin has there for the rewriting of assertions. Where it
finds only a namespace, it takes the names inside for the top level's: `__main__`, with a warning in
every run, and a user's own `steps` or `specs`.
"""

pytest_plugins = ("failmode.steps.plugin",)
