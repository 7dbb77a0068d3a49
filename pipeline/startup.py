"""What a process of ours does before it loads its libraries, and when it is done."""

from __future__ import annotations

import gc
import os

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
NEW_OBJECTS = 50_000  # after so many Python looks for cycles among them; its own number is 700


def begin() -> None:
    """Call it before numpy is loaded: threads cost more than our small matrices take.

    Libraries make a million objects when they are loaded, all of which stay; looking through them for what may go, time
    and again, takes a fifth of the time to load them.
    """
    for name in THREADS:
        os.environ.setdefault(name, "1")
    gc.set_threshold(NEW_OBJECTS)


def end() -> None:
    """Call it last: Python need not look through all objects when it ends, which takes longer than the rest of it."""
    gc.freeze()
