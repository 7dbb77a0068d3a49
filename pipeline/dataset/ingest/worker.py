"""The process that reads: ``python -m pipeline.dataset.ingest.worker``. It may die; the run goes on without it.

Reads one request a line (JSON) from standard input and answers with lines of JSON: ``{"at": unit, "member": ...}``
before what may take long, ``{"row": ...}`` or ``{"problem": ...}`` for each article, ``{"end": true}`` at the end.
Plain JSON, so that nothing from an article is ever unpickled or executed.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from .archive_members import Part, parts
from .article_columns import finished
from .readers import RESUMABLE, reader
from .records import Bounds, Origin, Problem, Rejected

MAX_META = 1_000_000
ADDRESS = re.compile(r"#(https?://\S+)$")  # a web archive's record is named by where it was found
META_KEYS = ("title", "url", "publisher", "byline", "published_on")
Message = dict[str, Any]


def open_regular(path: str) -> BinaryIO:
    """Open a regular file without ever waiting for one that is not; raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("not a regular file")
    return os.fdopen(handle, "rb")


def read_meta(path: str | None) -> tuple[dict[str, str], str | None]:
    """What ``<name>.meta.json`` says, and what is wrong with it."""
    if path is None:
        return {}, None
    try:
        with open_regular(path) as file:
            values = json.loads(file.read(MAX_META).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        return {}, f"Its metadata file cannot be read ({type(error).__name__}) and was passed over."
    if not isinstance(values, dict):
        return {}, "Its metadata file is no JSON object and was passed over."
    lower = {str(key).lower(): value for key, value in values.items()}
    return {key: str(lower[key]) for key in META_KEYS if isinstance(lower.get(key), str | int) and lower[key]}, None


def answer(request: Message, today: date | None = None) -> Iterator[Message]:
    """Messages for one input. ``start`` and ``skip`` of the request say how much of it was answered before."""
    meta, meta_problem = read_meta(request["meta_path"])
    bounds = Bounds(**request["bounds"])
    origin = Origin(request["uri"], request["publisher"], request["fields"], meta, bounds)
    if meta_problem and not request["start"] and not request["skip"]:
        yield {"problem": asdict(Problem("malformed", meta_problem, "meta.json"))}
    try:
        with open_regular(request["path"]) as file:
            size = os.fstat(file.fileno()).st_size
            yield from _messages(file, origin, request, size, today)
    except OSError as error:
        yield {"problem": asdict(Problem("unreadable", f"It cannot be read: {error.strerror or error}."))}
    yield {"end": True}


def _messages(stream: Any, origin: Origin, request: Message, size: int, today: date | None) -> Iterator[Message]:
    try:
        for unit, part in enumerate(parts(stream, origin, Path(request["path"]).name, size)):
            if unit < request["start"]:
                continue
            if isinstance(part, Problem):
                yield {"problem": asdict(part)}
                continue
            yield {"at": unit, "member": part.member, "resumable": part.kind in RESUMABLE}
            yield from _part_messages(part, origin, request["skip"] if unit == request["start"] else 0, today)
    except Rejected as rejected:
        yield {"problem": asdict(rejected.problem())}
    except (MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a reader's library met something its authors did not think of; Rust panics
        yield {
            "problem": asdict(Problem("malformed", f"It cannot be read: {type(error).__name__}: {str(error)[:200]}"))
        }


def _part_messages(part: Part, origin: Origin, skip: int, today: date | None) -> Iterator[Message]:
    try:
        found = reader(part.kind)(part.stream, origin)
        for number, item in enumerate(found):
            if number < skip:
                continue
            if not isinstance(item, Problem) and not item.url and (address := ADDRESS.search(part.member)):
                item.url = address[1]
            item.member = "#".join(filter(None, (part.member, item.member)))
            for made in finished([item], origin, today):
                yield {"problem": asdict(made)} if isinstance(made, Problem) else {"row": made}
            yield {"record": number}
    except Rejected as rejected:
        yield {"problem": asdict(rejected.problem(part.member))}
    except (MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        message = f"It cannot be read: {type(error).__name__}: {str(error)[:200]}"
        yield {"problem": asdict(Problem("malformed", message, part.member))}


def main() -> None:
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # whatever a library prints is no message of ours
    limit = int(os.environ.get("NEWSLEDGER_WORKER_BYTES", "0"))
    if limit and sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    for line in sys.stdin:
        try:
            for message in answer(json.loads(line)):
                out.write(json.dumps(message) + "\n")
                if "row" not in message:
                    out.flush()
        except MemoryError:
            os._exit(77)
        out.flush()


if __name__ == "__main__":
    main()
