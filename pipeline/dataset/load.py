"""Reading a release: every table of one and the same, as pandas data frames."""

from __future__ import annotations

import logging
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.settings import load_settings

from .publish.datapackage import damage, tables_in
from .publish.release_folders import current_release, release_folders
from .schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

LOGGER = logging.getLogger(__name__)


def load_tables(*tables: str, data: Path | str | None = None, release: int | None = None) -> dict[str, pd.DataFrame]:
    """The named tables (all, if none is named) of one release: the current one, or that of a number.

    ``data`` is the data folder, else that of the settings. A damaged release is passed over for the one before it,
    with a warning. Raises FileNotFoundError when there is none, or when it is older than the table, and KeyError for a
    table that does not exist.
    """
    import pandas as pd

    if unknown := set(tables) - TABLES.keys():
        raise KeyError(f"No such table: {', '.join(sorted(unknown))}; there are {', '.join(TABLES)}.")
    folder = release_to_read(data, release, tables or TABLES)
    return {name: pd.read_parquet(folder / f"{name}.parquet") for name in tables or tables_in(folder)}


def release_to_read(data: Path | str | None, release: int | None, tables: Collection[str] = TABLES) -> Path:
    """The folder of that release, or of the newest whole one; only the named tables are looked at."""
    data = Path(data) if data is not None else load_settings().data
    folders = release_folders(data)
    if release is not None:
        found = [path for path in folders if int(path.name) == release]
        if not found:
            there = ", ".join(path.name for path in folders) or "none"
            raise FileNotFoundError(f"There is no release {release} in {data}; there are: {there}.")
        return found[0]
    current = current_release(data)
    if not folders:
        raise FileNotFoundError(f"Nothing is published in {data} yet: make run publishes.")
    for path in reversed([path for path in folders if current is None or int(path.name) <= int(current.name)]):
        if not (wrong := damage(path, tables)):
            return path
        LOGGER.warning("Release %s is damaged (%s): the one before it is read.", path.name, wrong)
    raise FileNotFoundError(f"No release in {data} is whole: make run publishes one.")
