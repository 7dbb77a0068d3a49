"""What lies in a source: files of a folder, of a glob, or of any fsspec URL, with what tells whether they changed.

Nothing is opened here. Links are followed only to regular files inside the source; what is no regular file is a
Problem, and is never opened.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.settings import Source

from .records import Problem

META = ".meta.json"
DEFAULT_SOURCE = "seeds"
MAX_FOLDERS = 64
VERSION_KEYS = ("ETag", "etag", "mtime", "LastModified", "Last-Modified", "created", "modified")


class SourceMissing(Exception):
    """The source itself cannot be listed: nothing is known of what it holds."""


@dataclass(slots=True)
class Input:
    """One file. ``stamp`` changes when its stat or that of the ``.meta.json`` beside it does ("" is not known)."""

    uri: str
    path: str
    stamp: str = ""
    size: int = -1
    meta_path: str | None = None
    is_remote: bool = False
    newest: int = 0
    problem: Problem | None = None


def uri_in(source: Source, relative: str) -> str:
    """Path in the source; with the source's name in front, but for the default one."""
    printable = relative.encode("utf-8", "backslashreplace").decode()
    return printable if source.name == DEFAULT_SOURCE else f"{source.name}/{printable}"


def inputs(source: Source) -> Iterator[Input]:
    """The inputs of one source in order of path; raises SourceMissing."""
    if is_remote(source):
        return iter(_remote(source, source.uri))
    return iter(_local(source, source.uri.removeprefix("file://")))


def is_remote(source: Source) -> bool:
    """Whether fsspec is asked for it, rather than the local file system."""
    uri = source.uri.removeprefix("file://")
    return "://" in uri or "::" in uri


def _local(source: Source, uri: str) -> list[Input]:
    from pipeline.settings import project_root

    root = Path(project_root(), Path(uri).expanduser())
    pattern = None
    if not root.exists() and any(sign in uri for sign in "*?["):
        parts = root.parts
        first = next(i for i, part in enumerate(parts) if any(sign in part for sign in "*?["))
        pattern, root = "/".join(parts[first:]), Path(*parts[:first])
    try:
        root = root.resolve(strict=True)
        if root.is_dir():
            found = _walk(str(root))
        else:
            root, found = root.parent, {root.name: _look(str(root), root.name, str(root.parent))}
    except OSError as error:
        raise SourceMissing(f"{source.uri} cannot be listed: {error.strerror or error}.") from None
    return _with_metadata(source, str(root), found, pattern)


def _with_metadata(source: Source, root: str, found: dict, pattern: str | None) -> list[Input]:
    made = []
    for relative in sorted(found):
        if pattern and not _matches(relative, pattern):
            continue
        if relative.endswith(META) and relative.removesuffix(META) in found:
            continue
        status = found[relative]
        entry = Input(uri_in(source, relative), f"{root}/{relative}")
        if isinstance(status, Problem):
            entry.problem = status
        else:
            entry.stamp, entry.size, entry.newest = _stamp(status), status.st_size, status.st_ctime_ns
            beside = found.get(relative + META)
            if beside is not None and not isinstance(beside, Problem):
                entry.meta_path = entry.path + META
                entry.stamp += "+" + _stamp(beside)
                entry.newest = max(entry.newest, beside.st_ctime_ns)
        made.append(entry)
    return made


def _matches(relative: str, pattern: str) -> bool:
    """``**`` is any number of folders; ``*`` stays within one."""
    names, wanted = relative.split("/"), pattern.split("/")
    if "**" in wanted:
        at = wanted.index("**")
        before, after = wanted[:at], wanted[at + 1 :]
        fits = len(names) >= len(before) + len(after)
        names = names[: len(before)] + names[len(names) - len(after) :] if fits else names
        wanted = before + after
    return len(names) == len(wanted) and all(map(fnmatch.fnmatchcase, names, wanted))


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"


def _walk(root: str) -> dict[str, os.stat_result | Problem]:
    """Every file below ``root`` by its relative path; hidden files and folders are left out."""
    found: dict[str, os.stat_result | Problem] = {}
    folders = [("", 0)]
    while folders:
        folder, depth = folders.pop()
        try:
            entries = list(os.scandir(f"{root}/{folder}"))
        except OSError as error:
            if not folder:
                raise
            found[folder.rstrip("/")] = Problem("unreadable", f"The folder cannot be listed: {error.strerror}.")
            continue
        for entry in entries:
            relative = folder + entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < MAX_FOLDERS:
                    folders.append((relative + "/", depth + 1))
                else:
                    found[relative] = Problem("too_deep", f"Folders are nested more than {MAX_FOLDERS} deep.")
            else:
                found[relative] = _look(entry.path, relative, root)
    return found


def _look(path: str, relative: str, root: str) -> os.stat_result | Problem:
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            return _look_through(path, root)
    except OSError as error:
        return Problem("unreadable", f"It cannot be looked at: {error.strerror}.")
    if not stat.S_ISREG(status.st_mode):
        return Problem("not_a_regular_file", f"It is a {_kind(status.st_mode)}, not a file.")
    return status


def _look_through(path: str, root: str) -> os.stat_result | Problem:
    """A symbolic link counts as the file it leads to, if that lies in the same source."""
    try:
        target = Path(path).resolve(strict=True)
    except (OSError, RuntimeError):
        return Problem("unreadable", "It is a symbolic link that leads nowhere, or round in a loop.")
    if not target.is_relative_to(root):
        return Problem("outside_source", "It is a symbolic link out of the source; only files inside are read.")
    status = target.stat()
    if stat.S_ISDIR(status.st_mode):
        return Problem("not_a_regular_file", "It is a symbolic link to a folder, which is read where it lies.")
    if not stat.S_ISREG(status.st_mode):
        return Problem("not_a_regular_file", f"It is a symbolic link to a {_kind(status.st_mode)}, not a file.")
    return status


def _kind(mode: int) -> str:
    kinds = ((stat.S_ISFIFO, "pipe"), (stat.S_ISSOCK, "socket"), (stat.S_ISCHR, "device"), (stat.S_ISBLK, "device"))
    return next((name for is_kind, name in kinds if is_kind(mode)), "special file")


def _remote(source: Source, uri: str) -> list[Input]:
    """Files at an fsspec URL; its protocol's package must be installed (s3fs, aiohttp ...)."""
    try:
        from fsspec.core import url_to_fs

        glob = any(sign in uri for sign in "*[")
        filesystem, root = url_to_fs(uri)
        filesystem.invalidate_cache()  # what an earlier run of this process saw
        if glob:
            details = filesystem.glob(root, detail=True)
        elif "http" in filesystem.protocol and not root.endswith("/"):  # a page's links are not followed
            details = {root: filesystem.info(root)}
        else:
            details = filesystem.find(root, detail=True)
            if not details and not filesystem.exists(root):
                raise FileNotFoundError("there is nothing at this address")
    except Exception as error:  # any protocol's own errors
        raise SourceMissing(f"{source.uri} cannot be listed: {error}.") from None
    base = root.split("*")[0].rpartition("/")[0] if glob else root.rstrip("/")
    made = []
    for name, known in sorted(details.items()):
        if known.get("type") != "file" or (name.endswith(META) and name.removesuffix(META) in details):
            continue
        relative = name.removeprefix(base).lstrip("/") if name != base else name.rpartition("/")[2]
        beside = details.get(name + META)
        stamp = _remote_stamp(known)
        if stamp and beside:
            stamp += "+" + _remote_stamp(beside)
        size = known.get("size")
        entry = Input(uri_in(source, relative), name, stamp, -1 if size is None else int(size), is_remote=True)
        entry.meta_path = name + META if beside else None
        made.append(entry)
    return made


def _remote_stamp(known: dict) -> str:
    """What the protocol tells of a version; "" if it tells none, and the file is read to see."""
    telling = [str(known[key]) for key in VERSION_KEYS if known.get(key)]
    return hashlib.sha256("\n".join([*telling, str(known.get("size"))]).encode()).hexdigest() if telling else ""
