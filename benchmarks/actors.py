"""How often the words of a gold event's participants are resolved to the right code.

    python -m benchmarks.actors ../shared/gold/fr.train.jsonl [more …] [--errors]

For every actor and recipient whose words stand in the article, the mention that overlaps them most must carry one of
the event's codes. Counted apart: names and offices; pronouns and descriptions.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import Counter
from pathlib import Path

from detente import actors, quotes, text
from detente.knowledge import Knowledge
from detente.model import Article, Mention, Who

REFERRING = {"pronoun", "possessive", "description", "first-person"}


def folded(code: str) -> str:
    """One code for all armed groups, all NGOs and all companies, whose names vary."""
    kind = code.partition(":")[0].upper()
    return kind if kind in {"NSA", "NGO", "MNC"} else code.upper()


def located(words: str, whole: str, near: int) -> int:
    """Where the words stand nearest to an offset; -1 if nowhere."""
    best, at = -1, whole.find(words)
    while at >= 0:
        if best < 0 or abs(at - near) < abs(best - near):
            best = at
        at = whole.find(words, at + 1)
    return best


def best_mention(who: Who, start: int, end: int) -> Mention | None:
    """The mention that covers most of the words; of equals the shorter."""

    def shared(m: Mention) -> int:
        return min(m.end, end) - max(m.start, start)

    found = [m for m in who.mentions if shared(m) > 0]
    return max(found, key=lambda m: (shared(m), bool(who.codes(m)), m.start - m.end), default=None)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    known = Knowledge()
    for path in args.files:
        count: Counter[str] = Counter()
        for line in path.read_text(encoding="utf-8").splitlines():
            doc = json.loads(line)
            language = known.language(doc["lang"])
            published = dt.date.fromisoformat(doc["published"]) if doc.get("published") else None
            article = Article(
                doc["id"], doc["text"], doc["lang"], outlet=doc.get("outlet"), published=published
            )
            sentences = text.parse(article.text, language)
            who = actors.find(article, sentences, language, known.world)
            who = actors.hear(who, sentences, quotes.find(article, sentences, who, language), language)
            for event in doc["events"]:
                for side in ("source", "target"):
                    wanted = {folded(c) for c in event[f"{side}s"] if c and c != "UNK"}
                    for words in event.get(f"{side}_text", []):
                        at = located(words, article.text, event.get("trigger_start") or 0)
                        if at < 0 or not wanted:
                            continue
                        mention = best_mention(who, at, at + len(words))
                        kind = "referring" if mention is not None and mention.kind in REFERRING else "named"
                        codes = {folded(c) for c in who.codes(mention)} if mention else set()
                        right = bool(codes & wanted)
                        count[f"{kind} all"] += 1
                        count[f"{kind} right"] += right
                        if args.errors and not right:
                            got = (
                                f"{mention.kind} {sorted(codes)} ({mention.reason})"
                                if mention
                                else "no mention"
                            )
                            around = article.text[max(0, at - 50) : at + len(words) + 30].replace("\n", " ")
                            print(f"{doc['id']}\t{sorted(wanted)}\t«{words}»\t{got}\t…{around}…")
        shares = {
            k: round(count[f"{k} right"] / max(count[f"{k} all"], 1), 3) for k in ("named", "referring")
        }
        print(path.name, shares, dict(count))


if __name__ == "__main__":
    main()
