"""``python -m pipeline``: the command line."""

import sys

from pipeline import startup

startup.begin()  # before the rest is loaded

from pipeline.cli import main  # noqa: E402

if __name__ == "__main__":
    try:
        code = main()
    finally:
        startup.end()
    sys.exit(code)
