"""One tree from the trees of several parsers: the maximum spanning tree of their votes.

Each parser gives a vote to the head that it found for each word, its weight in parts of one. The tree that
gathers most votes need not be one that any of them found.
"""

from __future__ import annotations

from collections.abc import Sequence


def tree(heads: Sequence[Sequence[int]], weights: Sequence[float]) -> list[int]:
    """The heads that most parsers support and that form one tree with a single root.

    `heads[p][n]` is the head of word n by parser p, n itself for the root.
    """
    size = len(heads[0])
    votes: list[dict[int, float]] = [{} for _ in range(size)]
    for found, weight in zip(heads, weights, strict=True):
        for n, head in enumerate(found):
            votes[n][head] = votes[n].get(head, 0.0) + weight
    best: tuple[float, list[int]] | None = None
    for root in (n for n in range(size) if n in votes[n]):
        edges = {n: {h: v for h, v in votes[n].items() if h != n} for n in range(size) if n != root}
        within = spanning(edges, root)
        if within is None:
            continue
        score = votes[root][root] + sum(votes[n][h] for n, h in within.items())
        if best is None or score > best[0]:
            best = score, [root if n == root else within[n] for n in range(size)]
    return best[1] if best else list(heads[0])


def spanning(edges: dict[int, dict[int, float]], root: int) -> dict[int, int] | None:
    """Chu-Liu and Edmonds: word -> head, or None where some word cannot be reached from the root."""
    if any(not heads for heads in edges.values()):
        return None
    chosen = {n: max(heads, key=lambda h: heads[h]) for n, heads in edges.items()}
    cycle = _cycle(chosen, root)
    if not cycle:
        return chosen
    inside = set(cycle)
    new = max(max(edges), root, *(max(h) for h in edges.values())) + 1
    smaller: dict[int, dict[int, float]] = {new: {}}
    enters: dict[int, tuple[int, int]] = {}
    leaves: dict[tuple[int, int], int] = {}
    for n, heads in edges.items():
        for head, vote in heads.items():
            if n in inside and head not in inside:
                gain = vote - edges[n][chosen[n]]
                if head not in smaller[new] or gain > smaller[new][head]:
                    smaller[new][head] = gain
                    enters[head] = n, head
            elif n not in inside and head in inside:
                heads_of = smaller.setdefault(n, {})
                if new not in heads_of or vote > heads_of[new]:
                    heads_of[new] = vote
                    leaves[n, new] = head
            elif n not in inside:
                smaller.setdefault(n, {})[head] = vote
    for n in edges:
        if n not in inside:
            smaller.setdefault(n, {})
    found = spanning(smaller, root)
    if found is None:
        return None
    entered, via = enters[found.pop(new)]
    whole = {n: leaves[n, h] if h == new else h for n, h in found.items()}
    whole |= {n: chosen[n] for n in cycle}
    whole[entered] = via
    return whole


def _cycle(chosen: dict[int, int], root: int) -> list[int]:
    done: set[int] = {root}
    for start in chosen:
        path: list[int] = []
        n = start
        while n not in done and n not in path:
            path.append(n)
            n = chosen[n]
        if n in path:
            return path[path.index(n) :]
        done.update(path)
    return []
