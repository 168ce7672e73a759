"""How well reports become happenings, and happenings the lives of expectations.

    python -m benchmarks.happenings [--seed 1] [--jobs 2] [--errors] [--store FILE]

Reads the written corpus (`benchmarks/written`), adds it to a store and compares with what is true. Happenings are
counted by pairs of sentences in different articles: precision is the share of pairs grouped together that tell of one
happening, recall the share of true pairs that are together; pairs of copies are left out. Recall is given twice: of
all true pairs, also where the reader found no event in a sentence or another one, and of those that it found. A step
of an expectation counts as right if it stands in the expectation that most of its steps belong to, with its kind.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import tempfile
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from benchmarks.written.corpus import Corpus, Happening, lines, written
from detente.cli.reading import Reader
from detente.intake import articles
from detente.knowledge import Knowledge
from detente.store import Expectation, Filter, Report, Store, versions
from detente.store.add import add

NOW = dt.date(2023, 6, 1)
# Steps as they are written -> kinds that are right for them.
KINDS = {
    "proposed": {"proposed"},
    "hoped": {"hoped"},
    "announced": {"announced"},
    "moved": {"moved"},
    "cancelled": {"cancelled"},
    "refused": {"refused"},
    "promised": {"promised"},
    "threatened": {"threatened"},
    "demanded": {"demanded"},
    "held": {"kept"},
    "given": {"kept"},
    "imposed": {"kept"},
    "withdrawn": {"kept"},
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--store", type=Path, help="keep the store here; one that is there is asked again")
    options = parser.parse_args()
    corpus = written(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or Path(folder) / "written.db"
        with Store.open(path, create=True) as store:
            filled(store, corpus, options.jobs, Path(folder))
            measured = Measured(store, corpus)
            measured.articles()
            measured.happenings(options.errors)
            measured.expectations(options.errors)


def filled(store: Store, corpus: Corpus, jobs: int, folder: Path) -> None:
    """Add the corpus to the store, and group it anew."""
    path = folder / "written.jsonl"
    path.write_text(
        "\n".join(json.dumps(line, ensure_ascii=False) for line in lines(corpus)), encoding="utf-8"
    )
    known = Knowledge()
    reader = Reader(domestic=True)
    counts: Counter[str] = Counter()
    found = articles([str(path)])
    for outcome in add(
        store, found, lambda f: reader.read_all(f, jobs), lambda lang: versions.current(known, lang)
    ):
        counts[outcome.what] += 1
    store.ungroup()
    for _ in store.group():
        pass
    print(f"{len(corpus.articles)} articles, {len(corpus.happenings)} happenings: {dict(counts)}")


class Measured:
    """The store, held against the truth."""

    def __init__(self, store: Store, corpus: Corpus) -> None:
        self.store = store
        self.corpus = corpus
        self.truth = {h.id: h for h in corpus.happenings}
        self.tells = {w.article.id: w.tells for w in corpus.articles}
        self.reports = [r for r in store.events(Filter(domestic=True)) if self.true(r) is not None]

    def true(self, report: Report) -> int | None:
        """The happening that the sentence of an event is about."""
        middle = (report.start + report.stop) // 2
        for span, id in self.tells.get(report.article, ()):
            if span.start <= middle < span.end:
                return id
        return None

    def articles(self) -> None:
        listed = {a.key: a for a in self.store.articles()}
        copies = {a.key: a.copy_of for a in listed.values() if a.copy_of}
        right = sum(self.corpus.copies.get(k) == v for k, v in copies.items())
        revised = sum(a.revisions - 1 for a in listed.values())
        print(f"copies: {right} of {len(self.corpus.copies)} found, {len(copies) - right} wrong")
        print(f"revisions: {revised} found of {self.corpus.revisions}")

    def happenings(self, errors: bool) -> None:
        """Pairs of sentences in different articles."""
        fits: dict[int, set[str]] = defaultdict(set)
        grouped: dict[int, list[Report]] = defaultdict(list)
        for report in self.reports:
            if report.copy_of or not self.fits(report):
                continue
            fits[self.true(report) or 0].add(report.article)
            if report.happening:
                grouped[report.happening].append(report)
        predicted, right, wrong = set(), set(), []
        for members in grouped.values():
            for one, other in combinations(members, 2):
                if one.article == other.article:
                    continue
                mine, yours = self.true(one), self.true(other)
                key = (*sorted(((one.article, mine or 0), (other.article, yours or 0))),)
                predicted.add(key)
                if mine == yours:
                    right.add((mine, *sorted((one.article, other.article))))
                else:
                    wrong.append((one, other))
        read = {(h, *pair) for h, keys in fits.items() for pair in combinations(sorted(keys), 2)}
        every: dict[int, set[str]] = defaultdict(set)
        for key, tells in self.tells.items():
            if key not in self.corpus.copies and not key.endswith("-rev"):
                for _, id in tells:
                    every[id].add(key)
        true = {(h, *pair) for h, keys in every.items() for pair in combinations(sorted(keys), 2)}
        print(
            f"happenings: precision {len(right) / max(len(predicted), 1):.3f} ({len(predicted)} pairs), "
            f"recall {len(right & true) / len(true):.3f} of {len(true)} true pairs, "
            f"{len(right & read) / max(len(read), 1):.3f} of {len(read)} that were read"
        )
        if errors:
            for one, other in wrong[:25]:
                print("  WRONG", self.shown(one), "|", self.shown(other))
            missed = sorted(read - right)
            by = {(r.article, self.true(r)): r for r in self.reports if self.fits(r)}
            for h, one_key, other_key in missed[:25]:
                print("  MISSED", self.shown(by[one_key, h]), "|", self.shown(by[other_key, h]))
            unread = [(h, k) for h, keys in every.items() for k in keys if k not in fits[h]]
            print(f"  not read: {len(unread)} of {sum(map(len, every.values()))} sentences")
            kinds: Counter[str] = Counter()
            for h, key in unread:
                kinds[f"{self.truth[h].kind} {key[:4]}"] += 1
            print("  ", dict(kinds.most_common(30)))

    def fits(self, report: Report) -> bool:
        """Whether the event is the one that its sentence tells of, not another in the same words."""
        true = self.truth[self.true(report) or 0]
        codes = {p.code for p in report.parties if p.code}
        if not codes <= {true.a, true.b}:
            return False
        if true.root:
            return report.root == true.root
        return report.root in {
            "AGREE",
            "CONSULT",
            "REJECT",
            "AID",
            "SANCTION",
            "RETREAT",
            "THREATEN",
            "REQUEST",
            "CONCEDE",
        }

    def shown(self, report: Report) -> str:
        when = report.expected or report.date
        people = [str(p.person or p.code).removeprefix("person/") for p in report.parties]
        place = report.place.name if report.place else ""
        return f"[{report.article} {report.root} {report.status} {people} {when} {place}] {report.words}"

    def expectations(self, errors: bool) -> None:
        found = self.store.expectations(on=NOW)
        steps = [h for h in self.corpus.happenings if h.life is not None]
        homes = {e.id: self.home(e) for e in found}
        right: set[int] = set()
        predicted = wrong = 0
        for expectation in found:
            for step in expectation.steps:
                true = self.told(step.happening)
                if not true:
                    continue
                predicted += 1
                home = homes[expectation.id]
                match = [
                    h
                    for h in true
                    if h.life is not None and h.life == home and step.kind in KINDS[h.step or ""]
                ]
                if match:
                    right.update(h.id for h in match)
                else:
                    wrong += 1
                    if errors:
                        print(
                            f"  WRONG step {step.kind} {step.said} of {expectation.id} ({home}): {step.words}"
                        )
        lives = {h for h in homes.values() if h is not None}
        print(
            f"expectations: {len(lives)} of {len({h.life for h in steps})} lives, "
            f"steps precision {(predicted - wrong) / max(predicted, 1):.3f} ({predicted}), "
            f"recall {len(right) / len(steps):.3f} of {len(steps)}"
        )
        if errors:
            for h in steps:
                if h.id not in right:
                    told = [self.shown(r) for r in self.reports if self.true(r) == h.id]
                    print(
                        f"  MISSED {h.life} {h.step} {h.day} {h.window} {h.a} {h.b}: {told or self.words(h)}"
                    )

    def words(self, happening: Happening) -> list[str]:
        return [s.of(w.article.text) for w in self.corpus.articles for s, id in w.tells if id == happening.id]

    def told(self, happening: int) -> list[Happening]:
        """The true happenings that the reports of a happening tell of, the one told most first."""
        counts = Counter(t for r in self.store.reports(happening) if (t := self.true(r)) is not None)
        return [self.truth[t] for t, n in counts.most_common() if n * 2 >= max(counts.values())]

    def home(self, expectation: Expectation) -> int | None:
        """The life that most steps of an expectation belong to."""
        counts = Counter(
            h.life for s in expectation.steps for h in self.told(s.happening)[:1] if h.life is not None
        )
        return counts.most_common(1)[0][0] if counts else None


if __name__ == "__main__":
    main()
