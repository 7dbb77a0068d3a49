"""What joins nodes with different names: short forms of given names, acronyms, a surname alone.

Each rule proposes pairs of nodes; merge.py applies them unless a decision, or an article that has both, forbids it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.language.coreference import lexicon

from .keys import compatible, is_suffixed, person_key, thing_key
from .nodes import Node

Link = tuple[int, int, str]
DOMINANT_SHARE, DOMINANT_ARTICLES = 0.9, 5


def propose(nodes: list[Node]) -> Iterator[Link]:
    yield from acronyms(nodes)
    yield from nicknames(nodes)
    yield from lone_surnames(nodes)
    yield from double_surnames(nodes)


def acronyms(nodes: list[Node]) -> Iterator[Link]:
    """ "FBI" is the "Federal Bureau of Investigation" if some article spells it out, and none spells it otherwise."""
    spelled: dict[str, set[int]] = defaultdict(set)
    for index, node in enumerate(nodes):
        for member in node.members if node.key.family != "PERSON" else ():
            for alias in member.aliases:
                letters = alias.replace(".", "")
                if letters.isupper() and letters.isalpha() and " " in node.key.name and 2 <= len(letters) <= 8:
                    spelled[thing_key(alias)].add(index)
    for index, node in enumerate(nodes):
        expansions = spelled.get(node.key.name, set()) - {index}
        if node.key.family == "OTHER" and " " not in node.key.name and len(expansions) == 1:
            yield min(expansions), index, "acronym"


def nicknames(nodes: list[Node]) -> Iterator[Link]:
    """ "Bill Cole" is the "William Cole" of other articles if no "Willa Cole" could be meant as well,
    and both are met in the same company: "Gary" may be short for "Garrett", and a name of its own."""
    people: dict[str, list[int]] = defaultdict(list)
    company = _company(nodes)
    for index, node in enumerate(nodes):
        if node.key.family == "PERSON":
            people[node.key.name].append(index)
    for name, short in list(people.items()):
        given, _, family = name.partition(" ")
        formal = sorted(lexicon.formal_names().get(given, ())) if family else []
        meant = [index for other in formal for index in people.get(f"{other} {family}", ())]
        if len(meant) != 1 or len(short) != 1 or given in lexicon.words("full_given_names"):
            continue
        long, brief = nodes[meant[0]], nodes[short[0]]
        if family in lexicon.surnames() and not _both_known(long, brief):
            continue
        met = _around(long, company) & _around(brief, company) - {meant[0], short[0]}
        if met and compatible(long.key.variant, brief.key.variant):
            yield meant[0], short[0], "nickname"


def _both_known(long: Node, brief: Node) -> bool:
    """A common surname needs both names in several articles, as those of public figures are: "Thomas Burke" and "Tom
    Burke" of one article each are rather two passers-by; so are "Ronald Burke III" and "Ron Burke"."""
    suffixed = [all(is_suffixed(person_key(member.name).variant) for member in node.members) for node in (long, brief)]
    return min(len(long.articles), len(brief.articles)) > 1 and suffixed[0] == suffixed[1]


def lone_surnames(nodes: list[Node]) -> Iterator[Link]:
    """ "Varnholt" alone is "William Varnholt" if he is the only one, the surname is not common and both are met in the
    same company; or, whatever the surname, if nearly every bearer in five articles and more is he."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        if node.key.family == "PERSON" and " " in node.key.name:
            bearers[node.key.name.split()[-1]].append(index)
    lone = [i for i, n in enumerate(nodes) if n.key.family == "PERSON" and n.key.name in bearers]
    company = _company(nodes) if lone else {}
    for index in lone:
        named = bearers[nodes[index].key.name]
        total = sum(nodes[i].mentions for i in named)
        first = max(named, key=lambda i: (nodes[i].mentions, -i))
        known = len(nodes[first].articles) >= DOMINANT_ARTICLES and nodes[first].mentions >= DOMINANT_SHARE * total
        around = _around(nodes[index], company) & _around(nodes[first], company)
        rare = nodes[index].key.name not in lexicon.surnames()  # "Justice Brennan" is not the John Brennan of today
        if known or (rare and len(named) == 1 and around - {index, first}):
            yield first, index, "surname"


def double_surnames(nodes: list[Node]) -> Iterator[Link]:
    """ "Marn Cole" is the only "Hilda Marn Cole", where Marn is no given name: a surname of two words."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        middle = [word for word in node.key.variant if word[:1] != "+"]
        if node.key.family == "PERSON" and middle and len(middle[-1]) > 2:
            bearers[f"{middle[-1]} {node.key.name.split()[-1]}"].append(index)
    for index, node in enumerate(nodes):
        named = bearers.get(node.key.name, ()) if node.key.family == "PERSON" and not node.key.variant else ()
        if len(named) == 1 and node.key.name.split()[0] not in lexicon.given_names():
            yield named[0], index, "surname"


def _company(nodes: list[Node]) -> dict[str, set[int]]:
    """Per article the nodes that tell something of its topic: no countries, none that stand in every tenth article."""
    articles = Counter(article for node in nodes for article in node.articles)
    limit = max(3, len(articles) // 10)
    company: dict[str, set[int]] = defaultdict(set)
    for index, node in enumerate(nodes):
        if not node.key.name.startswith("country ") and len(node.articles) <= limit:
            for article in node.articles:
                company[article].add(index)
    return company


def _around(node: Node, company: dict[str, set[int]]) -> set[int]:
    return set().union(*(company.get(article, set()) for article in node.articles))
