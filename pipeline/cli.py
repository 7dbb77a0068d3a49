"""The commands: materialize, dev, explore, extract, rejects, show, export, accuracy, release, purge, bench, rules.

What a command needs is imported when it runs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import sys
from pathlib import Path

from pydantic import ValidationError

from pipeline.misspelled import explained
from pipeline.settings import EXPLORER_PORT, BadSettings, Settings, UnknownName

INTERRUPTED = 130  # as shells say it


def main(arguments: list[str] | None = None) -> int:
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    parsed = _parser().parse_args(arguments)
    try:
        return parsed.run(parsed)
    except ValidationError as error:
        print("\n".join(explained(error, Settings)), file=sys.stderr)
    except (BadSettings, UnknownName) as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped; the next run continues." if parsed.run is _materialize else "Stopped.", file=sys.stderr)
        return INTERRUPTED
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipeline", description="News articles in, a dataset out.")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("materialize", help="ingest, extract and publish, without a user interface")
    command.add_argument("--select", nargs="+", metavar="ASSET", help="only these assets")
    command.add_argument("--quiet", action="store_true", help="no progress")
    command.set_defaults(run=_materialize)
    command = commands.add_parser("dev", help="the user interface, with schedule and sensor")
    command.add_argument("--port", type=int, default=3000)
    command.set_defaults(run=_dev)
    command = commands.add_parser("explore", help="the reading room: every row in its article, and corrections")
    command.add_argument("--port", type=int, default=EXPLORER_PORT)
    command.add_argument("--read-only", action="store_true", help="show everything, change nothing")
    command.set_defaults(run=_explore)
    command = commands.add_parser("extract", help="the language layer alone: text or JSON lines in, JSON lines out")
    command.add_argument("source", type=Path, help="a .jsonl file, a text file or a folder of them")
    command.add_argument("target", type=Path, help="the .jsonl file to write")
    command.set_defaults(run=_extract)
    command = commands.add_parser("rejects", help="what gave no article, and why")
    command.set_defaults(run=_rejects)
    command = commands.add_parser("show", help="an article with its rows marked in the text")
    command.add_argument("article", help="its article_id, or words of its source_uri or title")
    command.add_argument("--html", type=Path, metavar="FILE", help="write it as one HTML file instead")
    command.set_defaults(run=_show)
    command = commands.add_parser("export", help="all tables as one DuckDB or SQLite file, or as CSV files")
    command.add_argument("kind", choices=("duckdb", "sqlite", "csv"))
    command.add_argument("target", type=Path, nargs="?", help="the file, or the folder of CSV files, to write")
    command.add_argument("--release", type=int, metavar="N", help="an earlier release, not the current one")
    command.set_defaults(run=_export)
    command = commands.add_parser("accuracy", help="how many rows are right, by gold and by judged rows")
    command.add_argument("--measure", action="store_true", help="measure gold anew with the rules as they are")
    command.set_defaults(run=_accuracy)
    command = commands.add_parser("release", help="list the releases, or go back to one (or forward again)")
    command.add_argument("number", type=int, nargs="?", help="the release that readers are to see")
    command.set_defaults(run=_release)
    command = commands.add_parser("purge", help="remove an article from every release, for good")
    command.add_argument("article", help="its article_id, or a part of its source_uri")
    command.add_argument("--yes", action="store_true", help="do not ask")
    command.set_defaults(run=_purge)
    command = commands.add_parser("bench", help="time of a whole run against the bare model")
    command.add_argument("articles", type=Path, nargs="?", help="JSON lines with texts; else the seeds, repeated")
    command.set_defaults(run=_bench)
    command = commands.add_parser("rules", help="what each rule of a component is worth, for who changes them")
    command.add_argument("component", help="figures, quotes, ...")
    command.add_argument("corpus", type=Path, help="JSON lines with texts, in which rows are counted")
    command.add_argument("--sets", type=Path, help="a TOML file of sets with known answers and their scorers")
    command.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth text of the corpus")
    command.add_argument("--page", type=Path, help="the page of docs/ into which the table goes as well")
    command.set_defaults(run=_rules)
    return parser


def _materialize(parsed: argparse.Namespace) -> int:
    from pipeline.orchestration.run import materialize
    from pipeline.settings import load_settings
    from pipeline.summary import lines

    from .dataset.decisions.corrections import check_decisions

    settings = load_settings()
    try:
        check_decisions(settings.decisions)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    summary = materialize(settings, parsed.select, show_progress=not parsed.quiet and sys.stderr.isatty())
    print("\n".join(lines(settings, summary.reports)))
    if not summary.success:
        print(f"\nThe run failed: {summary.error}", file=sys.stderr)
    entities = summary.reports.get("entities")
    missing = getattr(summary.reports.get("ingest"), "missing", [])
    if summary.success and missing:
        print("\n".join(("", *missing, "All else was done; this run counts as failed.")), file=sys.stderr)
    return 0 if summary.success and not missing and not (entities and entities.conflicts) else 1


def _dev(parsed: argparse.Namespace) -> int:
    from pipeline.orchestration.serve import serve

    return serve(port=parsed.port)


def _explore(parsed: argparse.Namespace) -> int:
    from pipeline.explore.serve import serve
    from pipeline.settings import load_settings

    return serve(load_settings(), parsed.port, parsed.read_only)


def _extract(parsed: argparse.Namespace) -> int:
    from pipeline.extract import extract
    from pipeline.settings import load_settings

    settings = load_settings()
    try:
        with parsed.target.open("w", encoding="utf-8") as target:
            print(extract(parsed.source, target, settings.model, settings.quotes_model), "articles", file=sys.stderr)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _rejects(parsed: argparse.Namespace) -> int:
    from pipeline.dataset.rejects import reject_rows
    from pipeline.settings import load_settings

    rows = reject_rows(load_settings().work).to_pylist()
    for row in rows:
        where = row["source_uri"] + (f" [{row['member']}]" if row["member"] else "")
        print(f"{row['reason']:<18} {where}\n{'':<18} {row['message']}")
    print(f"{len(rows)} rejects")
    return 0


def _show(parsed: argparse.Namespace) -> int:
    from pipeline.show import show

    return show(parsed.article, parsed.html)


def _export(parsed: argparse.Namespace) -> int:
    from .dataset.publish.export import Missing, export

    try:
        print(export(parsed.kind, parsed.target, release=parsed.release))
    except (OSError, ValueError, Missing) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _accuracy(parsed: argparse.Namespace) -> int:
    from pipeline.dataset.accuracy import accuracy, gold_folder, lines, measure_gold
    from pipeline.settings import load_settings

    settings = load_settings()
    try:
        if parsed.measure:
            measure_gold(gold_folder(), settings.model)
        print("\n".join(lines(accuracy(settings))))
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _release(parsed: argparse.Namespace) -> int:
    from pipeline.settings import load_settings

    from .dataset.publish.release_folders import listed, serve

    settings = load_settings()
    if parsed.number is not None:
        try:
            serve(settings, parsed.number)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        _explore_anew(settings)
    print("\n".join(listed(settings.data)))
    return 0


def _explore_anew(settings: Settings) -> None:
    """The explorer's file follows the release that is served."""
    from pipeline.explore.database import update_explorer

    with contextlib.suppress(FileNotFoundError):
        update_explorer(settings.data)


def _purge(parsed: argparse.Namespace) -> int:
    from pipeline.settings import load_settings

    from .dataset.remove.purge import find, purge

    settings = load_settings()
    found = find(settings, parsed.article)
    if len(found) != 1:
        several, none = "Which of these?", f"No article, now or in any release, has this id or source: {parsed.article}"
        lines = [several, *map("  ".join, sorted(found.items()))] if found else [none]
        print("\n".join(lines), file=sys.stderr)
        return 1
    if not parsed.yes and not _agreed(*next(iter(found.items()))):
        print("Nothing was removed.", file=sys.stderr)
        return 1
    there = settings.explorer.exists()
    print("\n".join(purge(settings, *found).lines()))
    if there:
        _explore_anew(settings)
    if settings.history.is_dir():
        told = "The run history of the user interface may show a line of it in previews"
        print(f"{told}; remove {settings.history} to be sure.")
    return 0


def _agreed(article_id: str, source_uri: str) -> bool:
    """Ask the person at the terminal; who is not at one has to say --yes."""
    if not sys.stdin.isatty():
        print(f"This removes {article_id}  {source_uri} for good: say --yes to do it.", file=sys.stderr)
        return False
    answer = input(f"Remove {article_id}  {source_uri} from every release, for good? [y/N] ")
    return answer.strip().lower() in ("y", "yes")


def _bench(parsed: argparse.Namespace) -> int:
    from .measure.bench import bench

    return bench(parsed.articles)


def _rules(parsed: argparse.Namespace) -> int:
    from .measure.rules import report

    return report(parsed.component, parsed.corpus, parsed.sets, parsed.every, parsed.page)
