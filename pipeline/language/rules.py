"""The rules of the components by name: what each covers, an example, and a way to measure what it is worth.

A rule states one phenomenon. It is written where it is used and listed here by its decorator:

>>> @rule("figures", "a named index is no figure", "The Orlon 500 rose.", otherwise=False)
... def is_index(page, draft): ...

``rules_of("figures")`` gives them in order of their names; ``without(found)`` is a context in which a rule gives
``otherwise`` ("nothing found") instead of looking. ``python -m pipeline rules`` measures with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_RULES: dict[str, dict[str, Rule]] = {}


class Rule:
    """A function with its place in the registry; ``otherwise`` is what it gives while switched off."""

    __slots__ = ("active", "component", "example", "function", "name", "otherwise", "phenomenon")

    def __init__(self, component: str, name: str, phenomenon: str, example: str, function: Callable, otherwise: Any):
        self.component, self.name, self.phenomenon, self.example = component, name, phenomenon, example
        self.function, self.otherwise, self.active = function, otherwise, True
        listed = _RULES.setdefault(component, {})
        if name in listed:
            raise ValueError(f"two rules of {component} are called {name!r}")
        listed[name] = self

    def __call__(self, *arguments: Any) -> Any:
        return self.function(*arguments) if self.active else self.otherwise

    def __repr__(self) -> str:
        return f"<rule {self.component}.{self.name}: {self.phenomenon}>"


def rule(
    component: str, phenomenon: str, example: str, *, otherwise: Any = None, name: str | None = None
) -> Callable[[Callable], Rule]:
    """Decorator: list a function as a rule, by its own name in words. ``otherwise`` must not be changed by who gets
    it. Raises ValueError for a name that the component has already."""

    def listed(function: Callable) -> Rule:
        own = name or function.__name__.strip("_").replace("_", " ")
        return Rule(component, own, phenomenon, example, function, otherwise)

    return listed


def rules_of(component: str) -> list[Rule]:
    """Rules of a component whose modules have been imported."""
    return [listed for _, listed in sorted(_RULES.get(component, {}).items())]


@contextmanager
def without(switched: Rule) -> Iterator[None]:
    """While it lasts, the rule finds nothing."""
    switched.active = False
    try:
        yield
    finally:
        switched.active = True
