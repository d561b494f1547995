"""The step library: few, parametric steps in an administrator's words."""
