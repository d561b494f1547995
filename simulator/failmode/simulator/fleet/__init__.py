"""The tenant's devices as computers with Duo: deploying to them, and who gets in there."""
