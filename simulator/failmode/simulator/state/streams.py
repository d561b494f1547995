"""Random numbers for ids: they follow from the seed, and differ between processes."""

from __future__ import annotations

import random

from failmode.simulator.state.store import Store


def id_stream(store: Store, process: int = 0) -> random.Random:
    """Return the numbers from which a process makes ids.

    They follow from the origin of the rows, and start anew whenever the rows are replaced. No row
    that is restored can hold an id that is still to come, because its id was made before the rows'
    present origin was known.

    Args:
        store: the database.
        process: the process's number among those that share the database (see
            `failmode.simulator.state.sync.StateSync`); 0: nobody shares it.
    """
    numbers = random.Random()
    generation: int | None = None

    def start_anew() -> None:
        nonlocal generation
        if generation != store.generation:
            generation = store.generation
            numbers.seed(f"ids/{store.origin}/{process}")

    start_anew()
    store.listen(start_anew)
    return numbers
