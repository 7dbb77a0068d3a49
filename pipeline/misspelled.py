"""What settings that are wrong are told: one line each, with the name that was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

WHERE = "Settings come from newsledger.toml and from variables NEWSLEDGER_*."


def nearest(name: str, known: Iterable[str], prefix: str = "") -> str:
    """A question to put behind a message: which of the known names is meant, with what stands before all of them; ""
    if none is like it."""
    by_case = {other.lower(): other for other in known}
    found = difflib.get_close_matches(name.lower(), list(by_case), n=1, cutoff=0.6)
    return f" Did you mean {prefix}{by_case[found[0]]}?" if found else ""


def explained(error: ValidationError, settings: type[BaseModel]) -> list[str]:
    """A line for each setting that is wrong, and where settings come from."""
    lines = []
    for wrong in error.errors():
        name = ".".join(map(str, wrong["loc"]))
        if wrong["type"] == "extra_forbidden":
            group = _group(settings, wrong["loc"][:-1])
            lines.append(f"Setting {name}: there is none of this name.{nearest(str(wrong['loc'][-1]), group)}")
        else:
            lines.append(f"Setting {name}: {wrong['msg'].removeprefix('Value error, ')}: {wrong['input']!r}")
    return [*lines, WHERE]


def _group(settings: type[BaseModel], path: Iterable[Any]) -> Iterable[str]:
    """Names of the settings in the group at this path."""
    group = settings
    for name in path:
        if isinstance(name, int):
            continue
        field = group.model_fields.get(name)
        kinds = [field.annotation, *get_args(field.annotation)] if field else []
        group = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
        if group is None:
            return ()
    return group.model_fields


def unknown_variables(
    variables: Mapping[str, str], prefix: str, settings: type[BaseModel], others: Iterable[str]
) -> list[str]:
    """A line for each variable with our prefix that sets nothing. ``others`` are names behind the prefix that are no
    settings; one that ends in an underscore stands for all that begin so."""
    others = tuple(others)
    known = [name.upper() for name in settings.model_fields]
    for name in settings.model_fields:
        known += [f"{name}__{inner}".upper() for inner in _group(settings, [name])]
    lines = []
    for variable in sorted(variables):
        rest = variable.upper().removeprefix(prefix)
        if rest == variable.upper() or any(rest == o or (o.endswith("_") and rest.startswith(o)) for o in others):
            continue
        if rest.lower().partition("__")[0] not in settings.model_fields:
            lines.append(f"Variable {variable}: there is no such setting.{nearest(rest, known, prefix)}")
    return lines
