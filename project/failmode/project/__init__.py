"""What a project says about itself in the table `[tool.failmode]` of its pyproject.toml.

Its names are listed in `__init__.pyi`, and each is imported when it is first asked for.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
