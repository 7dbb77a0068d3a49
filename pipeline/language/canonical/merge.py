"""From local to canonical entities: nodes by name, links between them, a person's decisions, ids."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from pipeline.language.coreference import lexicon

from .decisions import Decisions
from .keys import key_of, thing_key, words
from .links import propose
from .nodes import ARTICLE, Node, make_nodes
from .records import CanonicalEntity, Conflict, LocalEntity, Result

ID = re.compile(r"[0-9a-f]{20}")


def canonicalize(entities: Iterable[LocalEntity], decisions: Decisions | None = None) -> Result:
    """Every local entity becomes a member of exactly one canonical entity; the order of the input does not matter."""
    decisions = decisions or Decisions()
    entities = sorted(entities, key=lambda entity: entity.local_id)
    references = {ref for group in decisions.same + decisions.not_same + decisions.unsure for ref in group}
    references |= {ref for ref, _ in decisions.rename + decisions.type}
    by_id: dict[str, tuple[str, ...]] = {}
    if any(ID.fullmatch(reference) for reference in references):
        # Ids are those a run without decisions gives, so a decision keeps its meaning when another is added.
        by_id = {made.entity_id: made.members for made in canonicalize(entities).entities}
    resolver = _Resolver(entities, by_id)
    nodes = make_nodes(entities, resolver.set_apart(decisions)) if references else make_nodes(entities)
    return _Merge(nodes, resolver, decisions).result()


class _Resolver:
    """References of decisions to local ids."""

    def __init__(self, entities: list[LocalEntity], by_id: dict[str, tuple[str, ...]]):
        self.by_id, self.entities = by_id, {entity.local_id: entity for entity in entities}
        self.by_name: dict[str, list[LocalEntity]] = defaultdict(list)
        for entity in entities:
            self.by_name[thing_key(entity.name)].append(entity)

    def locals(self, reference: str) -> frozenset[str]:
        if reference in self.by_id:
            return frozenset(self.by_id[reference])
        name, _, article = (part.strip() for part in reference.partition("@"))
        kind, colon, rest = (part.strip() for part in name.partition(":"))
        if not (colon and kind.isupper()):
            kind, rest = "", name
        wanted = {key_of(rest, kind)} if kind else None
        return frozenset(
            entity.local_id
            for entity in self.by_name.get(thing_key(rest), ())
            if (not wanted or entity.entity_type == kind) and (not article or entity.article_id == article)
        )

    def nearest(self, reference: str) -> str:
        """The name that is most like one that is not there, for the person who wrote it."""
        name = reference.partition("@")[0].rpartition(":")[2].strip()
        known = {entity.name.casefold(): entity.name for entity in self.entities.values()}
        found = difflib.get_close_matches(name.casefold(), known, 1, 0.75)
        return f" (did you mean {known[found[0]]!r}?)" if found else ""

    def set_apart(self, decisions: Decisions) -> dict[str, str]:
        """Local ids named with their article: they leave the others of their name. Value: that article."""
        refs = {ref for group in decisions.same + decisions.not_same for ref in group if "@" in ref}
        return {local: ref.partition("@")[2].strip() for ref in sorted(refs) for local in self.locals(ref)}


class _Merge:
    """Union of nodes under the decisions' ban on some unions. ``rules[root]``: what joined a union's nodes."""

    def __init__(self, nodes: list[Node], resolver: _Resolver, decisions: Decisions):
        self.nodes, self.resolver, self.decisions = nodes, resolver, decisions
        self.parent = list(range(len(nodes)))
        self.rules: list[set[str]] = [{node.rule} if len(node.members) > 1 else set() for node in nodes]
        self.groups: list[set[int]] = [{index} for index in range(len(nodes))]
        self.banned: dict[int, set[int]] = defaultdict(set)
        self.conflicts: list[Conflict] = []
        self.node_of = {m.local_id: index for index, node in enumerate(nodes) for m in node.members}

    def find(self, index: int) -> int:
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def unite(self, a: int, b: int, rule: str) -> bool:
        a, b = self.find(a), self.find(b)
        if a == b:
            return True
        if any(self.banned[x] & self.groups[b] for x in self.groups[a] if x in self.banned):
            return False
        a, b = min(a, b), max(a, b)
        self.parent[b] = a
        self.groups[a] |= self.groups[b]
        self.rules[a] |= self.rules[b] | {rule}
        return True

    def targets(self, references: tuple[str, ...]) -> list[set[int]] | None:
        """Nodes each reference names; None, and a conflict, if one names nothing."""
        out = []
        for reference in references:
            found = {self.node_of[local] for local in self.resolver.locals(reference)}
            if not found:
                near = self.resolver.nearest(reference)
                message = f"{reference!r} names no entity of the dataset{near}; correct or remove it"
                self.conflicts.append(Conflict("unknown", references, message))
                return None
            out.append(found)
        return out

    def result(self) -> Result:
        for references in self.decisions.not_same:
            self._ban(references)
        self._same()
        for a, b, rule in propose(self.nodes):
            if rule in ("nickname", "surname") and self._kept_apart(a, b):
                continue
            self.unite(a, b, rule)
        return Result(tuple(self._entities()), tuple(sorted(self.conflicts, key=lambda c: (c.reason, c.references))))

    def _kept_apart(self, a: int, b: int) -> bool:
        """An article that has both knows better; one in twenty of those with the less frequent may be mistaken."""
        first, second = self.nodes[a].articles, self.nodes[b].articles
        return len(first & second) > 0.05 * min(len(first), len(second))

    def _ban(self, references: tuple[str, ...]) -> None:
        targets = self.targets(references)
        for position, nodes in enumerate(targets or ()):
            for others in (targets or ())[position + 1 :]:
                for a in nodes:
                    self.banned[a] |= others - {a}
                    for b in others - {a}:
                        self.banned[b].add(a)
                if nodes & others:
                    message = "these bear one name; say with ' @ article_id' which articles mean the other one"
                    self.conflicts.append(Conflict("ambiguous", references, message))

    def _same(self) -> None:
        """Unite what a person calls the same; groups that hang together and hold a banned pair are left as they are."""
        groups = [(refs, targets) for refs in self.decisions.same if (targets := self.targets(refs)) is not None]
        trial = {}

        def root(x: int) -> int:
            while trial.setdefault(x, x) != x:
                x = trial[x]
            return x

        for _, targets in groups:
            first = root(min(min(nodes) for nodes in targets))
            for node in set().union(*targets):
                trial[root(node)] = root(first)
        together: dict[int, set[int]] = defaultdict(set)
        for node in list(trial):
            together[root(node)].add(node)
        for references, targets in groups:
            nodes = together[root(min(targets[0]))]
            if any(self.banned[a] & nodes for a in sorted(nodes) if a in self.banned):
                message = "the same here and, directly or through others, not the same elsewhere; nothing merged"
                self.conflicts.append(Conflict("contradiction", references, message))
                continue
            all_nodes = sorted(set().union(*targets))
            for node in all_nodes[1:]:
                self.unite(all_nodes[0], node, "decision")

    def _entities(self) -> list[CanonicalEntity]:
        roots = sorted({self.find(index) for index in range(len(self.nodes))})
        keys = {root: max((self.nodes[i].key for i in self.groups[root]), key=_fullness) for root in roots}
        sharing = Counter((key.family, key.name) for key in keys.values())
        renamed, retyped = self._values(self.decisions.rename), self._values(self.decisions.type)
        made, seen = [], set()
        for root in roots:
            key, members = keys[root], [m for i in sorted(self.groups[root]) for m in self.nodes[i].members]
            parts = [key.family, key.name]
            if sharing[key.family, key.name] > 1 or key.variant[:1] == (ARTICLE,):
                parts.append(" ".join(key.variant))
            entity_id = _hash(parts)
            if entity_id in seen:
                entity_id = _hash([*parts, min(member.local_id for member in members)])
            seen.add(entity_id)
            made.append(_entity(entity_id, key, members, self.rules[root], renamed.get(root), retyped.get(root)))
        return sorted(made, key=lambda entity: entity.entity_id)

    def _values(self, pairs: tuple[tuple[str, str], ...]) -> dict[int, str]:
        """Per union the name or type a person gave it; two different ones contradict each other and neither counts."""
        values: dict[int, dict[str, str]] = defaultdict(dict)
        for reference, value in pairs:
            for nodes in self.targets((reference,)) or ():
                for node in nodes:
                    values[self.find(node)][value] = reference
        out = {}
        for root, given in values.items():
            if len(given) == 1:
                out[root] = next(iter(given))
            else:
                message = f"given as {' and as '.join(sorted(given))}; none was applied"
                self.conflicts.append(Conflict("contradiction", tuple(sorted(given.values())), message))
        return out


def _fullness(key) -> tuple:
    """The key an entity is named by depends on its set of names only, so that counts may change without a new id."""
    given = key.family != "PERSON" or key.name.split(" ")[0] in lexicon.given_names()
    return (key.variant[:1] != (ARTICLE,), " " in key.name, given, len(key.name), key.name, key.variant)


def _hash(parts: list[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _entity(entity_id, key, members, rules, name, entity_type) -> CanonicalEntity:
    names: Counter[str] = Counter()
    types: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for member in members:
        names[member.name] += member.mention_count
        types[member.entity_type] += member.mention_count
        if member.country_code:
            codes[member.country_code] += member.mention_count
    forms = set(names).union(*(member.aliases for member in members))
    code = max(codes, key=lambda code: (codes[code], code)) if codes else None
    if name is None and key.name.startswith("country ") and key.family == "PLACE" and code:
        name = lexicon.country_name(code)
    if name is None:
        own = [form for form in names if key_of(form, key.family).name == key.name] or list(names)
        # Rather as the key has it ("Republican Party") than as most write it ("GOP"), and not in capitals.
        spelled = [form for form in own if key.family != "PERSON" and " ".join(words(form)) == key.name] or own
        name = max(spelled, key=lambda form: (not form.isupper() or form.count(" ") == 0, names[form], len(form), form))
    return CanonicalEntity(
        entity_id=entity_id,
        name=name,
        entity_type=entity_type or max(types, key=lambda kind: (types[kind], kind)),
        aliases=tuple(sorted(forms - {name})),
        merge_rule="+".join(sorted(rules)) if rules else "single",
        country_code=code,
        wikidata_id=None,
        members=tuple(sorted(member.local_id for member in members)),
    )
