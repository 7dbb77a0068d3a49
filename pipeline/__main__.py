"""``python -m pipeline``: the command line."""

import argparse
import sys
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m pipeline")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("extract", help="run the language layer alone")
    command.add_argument("source", type=Path)
    command.add_argument("target", type=Path)
    arguments = parser.parse_args()
    from pipeline.extract import extract

    with arguments.target.open("w", encoding="utf-8") as target:
        print(extract(arguments.source, target), "articles", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
