"""`python -m tests.mutants`."""

from tests.mutants.command import main

main(prog_name="python -m tests.mutants")
