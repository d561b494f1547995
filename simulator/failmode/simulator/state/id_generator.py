"""The random number generator for ids: it follows from the seed, and differs between processes."""

from __future__ import annotations

import random

from failmode.simulator.state.store import Store


def id_generator(store: Store, process: int = 0) -> random.Random:
    """Return the random number generator from which a process makes ids.

    Its seed follows from the origin of the rows, and is set anew whenever they are replaced. No row
    that is restored can hold an id that is still to come, because its id was made before the rows'
    present origin was known.

    Args:
        store: the database.
        process: the process's number among those that share the database (see
            `failmode.simulator.state.sync.StateSync`); 0: nobody shares it.
    """
    generator = random.Random()
    generation: int | None = None

    def seed_anew() -> None:
        nonlocal generation
        if generation != store.generation:
            generation = store.generation
            generator.seed(f"ids/{store.origin}/{process}")

    seed_anew()
    store.subscribe(seed_anew)
    return generator
