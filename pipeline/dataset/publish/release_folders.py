"""Which release readers see: the folders of releases, the switch from one to the next, and what is removed when.

``releases/<n>/`` holds a table a file and ``datapackage.json``; ``tables`` is a symbolic link to the current one, or,
where links are not to be had, ``tables.release`` names it.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

from pipeline.dataset.store.files import replacing, sync_folder
from pipeline.dataset.store.lock import writing
from pipeline.settings import Settings

from .datapackage import FILE, damage

LOGGER = logging.getLogger(__name__)
POINTER = "tables.release"
WENT_BACK = "went_back"


def current_release(data: Path) -> Path | None:
    """Folder of the release that readers see, or None."""
    link, pointer = data / "tables", data / POINTER
    if link.is_symlink():
        found = link.resolve()
    elif pointer.exists():
        found = data / "releases" / pointer.read_text(encoding="utf-8").strip()
    else:
        return None
    return found if found.is_dir() else None


def release_folders(data: Path) -> list[Path]:
    """Releases, oldest first."""
    inside = (data / "releases").iterdir() if (data / "releases").is_dir() else ()
    return sorted((path for path in inside if path.name.isdigit()), key=lambda path: int(path.name))


def newest_whole(data: Path) -> Path | None:
    """The current release, or the newest before it that is whole (readers are switched back to that one)."""
    current = current_release(data)
    if current and not (wrong := damage(current)):
        return current
    if current:
        LOGGER.warning("Release %s is damaged (%s).", current.name, wrong)
    for path in reversed(release_folders(data)):
        if (current is None or int(path.name) < int(current.name)) and not damage(path):
            LOGGER.warning("Release %s is served instead.", path.name)
            switch(data, path)
            return path
    return None


def digest_of(release: Path) -> str:
    """Digest of what the release was made from, as its data package says."""
    return json.loads((release / FILE).read_text(encoding="utf-8"))["version"]


def new_folder(settings: Settings) -> tuple[int, Path]:
    """Number of the next release, and the hidden folder to write it in."""
    number = max([int(path.name) for path in release_folders(settings.data)], default=0) + 1
    hidden = settings.releases / f".{number}.part"
    shutil.rmtree(hidden, ignore_errors=True)
    hidden.mkdir(parents=True)
    return number, hidden


def install(settings: Settings, hidden: Path, number: int) -> Path:
    """Make a written release the one that readers see; returns its folder."""
    final = settings.releases / str(number)
    for path in hidden.iterdir():
        with path.open("rb+") as written:
            os.fsync(written.fileno())
    sync_folder(hidden)
    hidden.rename(final)
    sync_folder(settings.releases)
    switch(settings.data, final)
    return final


def switch(data: Path, release: Path) -> None:
    """Make ``release`` the one that readers see, in one rename."""
    link, hidden = data / "tables", data / f".tables.{os.getpid()}.part"
    hidden.unlink(missing_ok=True)
    try:
        hidden.symlink_to(Path("releases") / release.name, target_is_directory=True)
    except OSError:  # no privilege to make links
        with replacing(data / POINTER) as pointer:
            pointer.write_text(release.name, encoding="utf-8")
        if link.is_symlink():  # one that came with a copied folder
            link.unlink()
        return
    hidden.replace(link)
    (data / POINTER).unlink(missing_ok=True)
    sync_folder(data)


def serve(settings: Settings, number: int) -> Path:
    """Make readers see this release, until a run finds something that the newest one does not hold.

    Raises Busy, ValueError when there is no such release or it is damaged.
    """
    with writing(settings.data, settings.lock_timeout_seconds):
        folders = {int(path.name): path for path in release_folders(settings.data)}
        if number not in folders:
            raise ValueError(f"There is no release {number}; there are: {', '.join(map(str, folders)) or 'none'}.")
        if wrong := damage(folders[number]):
            raise ValueError(f"Release {number} is damaged ({wrong}).")
        marker, newest = settings.releases / WENT_BACK, max(folders)
        if number == newest:
            marker.unlink(missing_ok=True)
        else:
            with replacing(marker) as hidden:
                hidden.write_text(f"{number} {newest}", encoding="utf-8")
        switch(settings.data, folders[number])
        return folders[number]


def listed(data: Path) -> list[str]:
    """A line for each release, the newest first, for a person."""
    current, lines = current_release(data), []
    for path in reversed(release_folders(data)):
        made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        try:
            rows = {r["name"]: r["rows"] for r in json.loads((path / FILE).read_text(encoding="utf-8"))["resources"]}
            what = ", ".join(f"{rows[name]:,} {name}" for name in ("articles", "quotes", "figures"))
        except (OSError, ValueError, KeyError) as error:
            what = f"damaged: {error}"
        lines.append(f"{'->' if path == current else '  '} {path.name:>4}  {made:%Y-%m-%d %H:%M} UTC  {what}")
    return lines or ["Nothing is published yet: make run publishes."]


def went_back(data: Path) -> tuple[int, int] | None:
    """The release that a person went back to, and the newest there was then; None if nobody did, or no longer."""
    try:
        to, newest = map(int, (data / "releases" / WENT_BACK).read_text(encoding="utf-8").split())
    except (OSError, ValueError):
        return None
    current = current_release(data)
    return (to, newest) if current and current.name == str(to) else None


def clean(settings: Settings, current: int) -> None:
    """Remove releases by count and by age, and what was never published; never the current one."""
    folders = release_folders(settings.data)
    back = went_back(settings.data)
    newest = max(current, back[1]) if back else current
    published = [path for path in folders if int(path.name) <= newest]
    oldest = time.time() - settings.retention.days * 86400
    for position, path in enumerate(reversed(published)):
        old = position >= settings.retention.releases or path.stat().st_mtime < oldest
        if position and old and int(path.name) != current:
            shutil.rmtree(path, ignore_errors=True)
    for path in folders:
        if int(path.name) > newest:
            shutil.rmtree(path, ignore_errors=True)
    for left in settings.releases.glob(".*.part") if settings.releases.is_dir() else ():
        shutil.rmtree(left, ignore_errors=True)
