"""A mutation run: one thing in the simulator is changed at a time, and something must notice.

mutmut (3.8) and cosmic-ray (8.7) were tried first. mutmut changes functions only, and here most
decisions stand in tables at the top of a module; cosmic-ray changes the file of the checkout. Both
know neither members of enumerations nor keys of answers, and run one command where two questions
are asked: does a scenario notice, and if not, does a test?
"""
