"""The file ``decisions.toml`` as a whole: which tables may stand in it."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any

KNOWN = ("same", "not_same", "unsure", "rename", "type", "correct", "judge", "add", "purged")


def read_file(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Its tables by name; empty when there is no file.

    Raises ValueError when it is no TOML, or holds a table that nothing reads.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} cannot be read: {error}") from error
    for name, rows in data.items():
        if name not in KNOWN:
            raise ValueError(f"{path.name}: there is no [[{name}]]{_nearest(name)}; there are {', '.join(KNOWN)}.")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ValueError(f"{path.name}: write [[{name}]], with double brackets.")
    return data


def _nearest(name: str) -> str:
    found = difflib.get_close_matches(name, KNOWN, 1)
    return f" (did you mean [[{found[0]}]]?)" if found else ""
