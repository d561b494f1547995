from .config import ProjectConfig as ProjectConfig
from .errors import ProjectError as ProjectError
from .load import load_project as load_project
from .schema import config_schema as config_schema
