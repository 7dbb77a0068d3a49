"""``python -m pipeline``: the command line."""

import os
import sys

from pipeline import startup

startup.begin()  # before the rest is loaded

from pipeline.cli import main  # noqa: E402

if __name__ == "__main__":
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # who read this has read enough, as "| head" does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    finally:
        startup.end()
    sys.exit(code)
