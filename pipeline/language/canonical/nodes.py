"""Nodes: local entities that bear the same name, before anything else joins them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.language.coreference import lexicon
from pipeline.language.coreference.names.institutions import is_bare

from .keys import Key, compatible, is_suffixed, key_of
from .records import LocalEntity

ARTICLE = "@"  # first word of the variant of a node that stands for one article only


@dataclass(slots=True)
class Node:
    """Local entities with one key; ``rule`` says what made them one when they are more than one."""

    key: Key
    members: list[LocalEntity] = field(default_factory=list)
    rule: str = "same_name"

    @property
    def articles(self) -> set[str]:
        return {member.article_id for member in self.members}

    @property
    def mentions(self) -> int:
        return sum(member.mention_count for member in self.members)


def make_nodes(entities: Iterable[LocalEntity], apart: Mapping[str, str] = {}) -> list[Node]:
    """Group by key, in an order that depends on the keys alone. ``apart`` names local ids that a person set apart,
    with the article that tells them."""
    buckets: dict[tuple[str, str], dict[tuple[str, ...], list[LocalEntity]]] = defaultdict(lambda: defaultdict(list))
    for entity in sorted(entities, key=lambda entity: entity.local_id):
        key = key_of(entity.name, entity.entity_type, entity.country_code, entity.within)
        variant = key.variant
        if entity.local_id in apart:
            variant = (ARTICLE, apart[entity.local_id])
        elif is_common_lone_name(key) or (key.family == "OTHER" and is_bare(key.name) and not key.variant):
            variant = (ARTICLE, entity.article_id)
        buckets[key.family, key.name][variant].append(entity)
    nodes = []
    for (family, name), variants in sorted(buckets.items()):
        nodes += _by_variant(family, name, variants)
    return _one_family_per_name(nodes)


def is_common_lone_name(key: Key) -> bool:
    """A surname or given name alone that many bear: "Smith" in two articles may well be two people."""
    if key.family != "PERSON" or " " in key.name or lexicon.known_names().get(key.name) == "PERSON":
        return False  # "Napoleon" is one
    return key.name in lexicon.surnames() or key.name in lexicon.given_names()


def _by_variant(family: str, name: str, variants: Mapping[tuple[str, ...], list[LocalEntity]]) -> list[Node]:
    """One node for variants that go together; a bare name joins the only one there is, else stands for itself.

    "Ann B. Cole" and "Ann Cole" are one until "Ann D. Cole" arrives; then "Ann Cole" is nobody's.
    """
    nodes: list[Node] = []
    alone = [variant for variant in sorted(variants) if variant[:1] == (ARTICLE,)]
    told = [v for v in sorted(variants, key=lambda v: (-len(v), -sum(map(len, v)), v)) if v and v not in alone]
    groups: list[list[tuple[str, ...]]] = []
    for variant in told:
        fitting = [group for group in groups if all(compatible(variant, other) for other in group)]
        if len(fitting) == 1:
            fitting[0].append(variant)
        else:
            groups.append([variant])
    for group in groups:
        members = [member for variant in group for member in variants[variant]]
        nodes.append(Node(Key(family, name, group[0]), members, "middle_name" if len(group) > 1 else "same_name"))
    if () in variants:
        bare = list(variants[()])
        plain = [node for node in nodes if not is_suffixed(node.key.variant)]
        articles = {member.article_id for member in bare}
        fitting = plain or [node for node in nodes if not node.articles & articles]
        if len(fitting) == 1 and len(plain or nodes) == 1:
            fitting[0].members += bare
            fitting[0].rule = "middle_name" if family == "PERSON" else "same_name"
        else:
            nodes.append(Node(Key(family, name), bare))
    if name.startswith("country "):
        for node in nodes:
            node.rule = "country"
    return nodes + [Node(Key(family, name, variant), list(variants[variant])) for variant in alone]


def _one_family_per_name(nodes: list[Node]) -> list[Node]:
    """The same name of several words, read here as an organization and there as a place: the more frequent reading.

    A person is only read as something else, or the reverse, where the other reading has five times the mentions.
    Names of one word are left alone: "Jordan" is a man, a country and a brand.
    """
    by_name: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        by_name[node.key.name].append(node)
    out = []
    for name, group in by_name.items():
        if len({node.key.family for node in group}) == 1 or not _is_phrase(name) or any(n.key.variant for n in group):
            out += group
            continue
        group = sorted(group, key=lambda node: (-node.mentions, node.key))
        first, kept = group[0], [group[0]]
        for node in group[1:]:
            person = "PERSON" in (first.key.family, node.key.family)
            if person and first.mentions < 5 * node.mentions:
                kept.append(node)
            else:
                first.members += node.members
                first.rule = "other_type"
        out += kept
    return sorted(out, key=lambda node: node.key)


def _is_phrase(name: str) -> bool:
    """Several words, and not the key of a country, which its people share."""
    return " " in name and not name.startswith("country ")
