"""A large parser that teaches the small one: a pretrained transformer with a biaffine head.

    python -m training.teacher en --encoder FOLDER [--epochs 5]     train; writes training/work/en/teacher.pt
    python -m training.teacher en --encoder FOLDER --silver WORDS   parse raw news to training/work/en/silver.conllu

FOLDER holds an encoder in the format of the `transformers` library (README.md says which was used). It needs
`torch` and `transformers`, which Detente does not: they belong in an environment of their own. No part of it
is shipped. Method: Dozat and Manning (2017), with the tree of Chu and Liu (1965) and Edmonds (1967).
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from training.corpus import CHANCES, Sentence, Vary, sentences
from training.paths import DEV, TRAIN, WORK
from training.vote import spanning

WORDS = 700  # in one batch
LONGEST = 110  # words of a sentence; longer ones are left out
ARC, LABEL, SHAPE = 300, 128, 16
SLOW, FAST = 8e-5, 1.5e-3  # learning rates of the encoder and of the rest
WARM = 0.08
SURE = 0.6  # mean probability of the heads from which a raw sentence teaches


class Teacher(nn.Module):
    """Word vectors from the encoder; for each word its head, its relation, and its part of speech with features."""

    def __init__(self, folder: str, labels: list[str], tags: list[str]) -> None:
        super().__init__()
        self.labels, self.tags = labels, tags
        self.encoder = AutoModel.from_pretrained(folder)
        size = self.encoder.config.hidden_size + SHAPE
        self.shape = nn.Embedding(5, SHAPE)
        self.drop = nn.Dropout(0.25)
        self.up = nn.ModuleList([nn.Linear(size, n) for n in (ARC, ARC, LABEL, LABEL)])
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.label = nn.Parameter(torch.zeros(LABEL + 1, len(labels), LABEL + 1))
        nn.init.normal_(self.arc, std=0.01)
        nn.init.normal_(self.label, std=0.01)
        self.tag = nn.Linear(size, len(tags))
        self.root = nn.Parameter(torch.zeros(size))

    def forward(self, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """Scores: arcs [b, n, 1 + n] (0: the root), labels [b, n, 1 + n, l], tags [b, n, t]."""
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.encoder(input_ids=batch["ids"], attention_mask=batch["mask"]).last_hidden_state
        hidden = hidden.float()
        rows = torch.arange(len(hidden))[:, None]
        words = (hidden[rows, batch["first"]] + hidden[rows, batch["last"]]) / 2
        words = self.drop(torch.cat([words, self.shape(batch["shape"])], -1))
        heads = torch.cat([self.root.expand(len(words), 1, -1), words], 1)
        arc_d, label_d = (self.drop(torch.relu(self.up[i](words))) for i in (0, 2))
        arc_h, label_h = (self.drop(torch.relu(self.up[i](heads))) for i in (1, 3))
        arcs = _one(arc_d) @ self.arc @ arc_h.transpose(1, 2)
        arcs = arcs.masked_fill(~batch["heads"][:, None, :], -1e4)
        return (
            arcs,
            torch.einsum("bnd,dlh,bmh->bnml", _one(label_d), self.label, _one(label_h)),
            self.tag(words),
        )


def _one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Batcher:
    """Sentences as tensors."""

    def __init__(self, folder: str) -> None:
        self.pieces = AutoTokenizer.from_pretrained(folder)

    def __call__(self, forms: Sequence[Sequence[str]]) -> dict[str, Tensor]:
        coded = self.pieces(
            [list(f) for f in forms], is_split_into_words=True, padding=True, return_tensors="pt"
        )
        width = max(len(f) for f in forms)
        first, last, shape = (torch.zeros(len(forms), width, dtype=torch.long) for _ in range(3))
        heads = torch.zeros(len(forms), width + 1, dtype=torch.bool)
        for row, words in enumerate(forms):
            heads[row, : len(words) + 1] = True
            seen = -1
            for at, word in enumerate(coded.word_ids(row)):
                if word is None:
                    continue
                if word != seen:
                    first[row, word], seen = at, word
                last[row, word] = at
            for n, word in enumerate(words):
                shape[row, n] = _shape(word)
        return {
            "ids": coded["input_ids"],
            "mask": coded["attention_mask"],
            "first": first,
            "last": last,
            "shape": shape,
            "heads": heads,
        }


def _shape(word: str) -> int:
    if any(c.isdigit() for c in word):
        return 1
    if word.isupper():
        return 2 if len(word) > 1 else 3
    return 3 if word[:1].isupper() else 4


def batches(data: list[Sentence], rng: random.Random | None) -> Iterator[list[Sentence]]:
    """Sentences of like length, some WORDS words at a time; in random order when `rng` is given."""
    order = sorted(data, key=lambda s: len(s) + (rng.random() * 4 if rng else 0))
    groups: list[list[Sentence]] = [[]]
    for sentence in order:
        if len(groups[-1]) * len(sentence) >= WORDS:
            groups.append([])
        groups[-1].append(sentence)
    if rng:
        rng.shuffle(groups)
    yield from (g for g in groups if g)


def train(language: str, folder: str, epochs: int) -> None:
    data = [s for part in TRAIN[language] for s in sentences(language, part) if len(s) <= LONGEST]
    held = [s for part in DEV[language] for s in sentences(language, part) if len(s) <= LONGEST]
    labels = sorted({w.dep for s in data for w in s})
    tags = sorted({f"{w.pos} {w.feats}" for s in data for w in s})
    model, batcher = Teacher(folder, labels, tags), Batcher(folder)
    model.encoder.embeddings.requires_grad_(False)
    slow = [p for p in model.encoder.parameters() if p.requires_grad]
    fast = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups: list[dict[str, Any]] = [{"params": slow, "lr": SLOW}, {"params": fast, "lr": FAST}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    steps = epochs * sum(1 for _ in batches(data, random.Random(0)))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (WARM * steps), (steps - n) / ((1 - WARM) * steps))
    )
    rng, step, began = random.Random(1), 0, time.time()
    for epoch in range(epochs):
        model.train()
        varied = [Vary(rng, CHANCES)([s])[0] for s in data]
        for group in batches(varied, rng):
            loss = _loss(model, batcher, group)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            rate.step()
            step += 1
            if step % 50 == 0:
                print(f"{step}/{steps} {loss.item():.3f} {time.time() - began:.0f}s", flush=True)
        uas, las, pos = evaluate(model, batcher, held)
        print(f"epoch {epoch + 1}: UAS {uas:.2f} LAS {las:.2f} tags {pos:.2f}", flush=True)
        torch.save(
            {"state": model.state_dict(), "labels": labels, "tags": tags}, WORK / language / "teacher.pt"
        )


def _loss(model: Teacher, batcher: Batcher, group: list[Sentence]) -> Tensor:
    batch = batcher([[w.form for w in s] for s in group])
    arcs, relations, tags = model(batch)
    width = arcs.shape[1]
    heads, labels, wanted = (torch.full((len(group), width), -1) for _ in range(3))
    label_at = {name: n for n, name in enumerate(model.labels)}
    tag_at = {name: n for n, name in enumerate(model.tags)}
    for row, sentence in enumerate(group):
        for n, word in enumerate(sentence):
            heads[row, n] = 0 if word.head == n else word.head + 1
            labels[row, n] = label_at[word.dep]
            wanted[row, n] = tag_at[f"{word.pos} {word.feats}"]
    known = heads >= 0
    chosen = relations[torch.arange(len(group))[:, None], torch.arange(width)[None], heads.clamp(min=0)]
    cross = nn.functional.cross_entropy
    return (
        cross(arcs[known], heads[known])
        + cross(chosen[known], labels[known])
        + 0.5 * cross(tags[known], wanted[known])
    )


Parsed = tuple[list[int], list[str], list[str], float]


def parse(model: Teacher, batcher: Batcher, forms: Sequence[Sequence[str]]) -> list[Parsed]:
    """Of each sentence: heads (its own place for the root), relations, tags, and how sure the heads are."""
    with torch.no_grad():
        arcs, relations, tags = model(batcher(forms))
        likely = arcs.log_softmax(-1)
    found: list[Parsed] = []
    for row, words in enumerate(forms):
        size = len(words)
        heads = decode(likely[row, :size, : size + 1].tolist())
        at = torch.tensor([0 if h == n else h + 1 for n, h in enumerate(heads)])
        best = relations[row, torch.arange(size), at].argmax(-1).tolist()
        names = [
            "root" if h == n else model.labels[b] for n, (h, b) in enumerate(zip(heads, best, strict=True))
        ]
        named = [model.tags[t] for t in tags[row, :size].argmax(-1).tolist()]
        sure = likely[row, torch.arange(size), at].exp().mean().item()
        found.append((heads, names, named, sure))
    return found


def decode(scores: list[list[float]]) -> list[int]:
    """The best tree with one root: `scores[n][0]` for word n as root, `scores[n][h + 1]` for head h."""
    size = len(scores)
    best: tuple[float, list[int]] | None = None
    roots = sorted(range(size), key=lambda n: -scores[n][0])[:2]
    for root in roots:
        edges = {n: {h: scores[n][h + 1] for h in range(size) if h != n} for n in range(size) if n != root}
        tree = spanning(edges, root)
        if tree is None:
            continue
        total = scores[root][0] + sum(scores[n][h + 1] for n, h in tree.items())
        if best is None or total > best[0]:
            best = total, [root if n == root else tree[n] for n in range(size)]
    assert best is not None
    return best[1]


def evaluate(model: Teacher, batcher: Batcher, data: list[Sentence]) -> tuple[float, float, float]:
    """UAS, LAS and accuracy of tags, in percent."""
    model.eval()
    total = heads_right = labels_right = tags_right = 0
    for group in batches(data, None):
        for sentence, (heads, names, tags, _) in zip(
            group, parse(model, batcher, [[w.form for w in s] for s in group]), strict=True
        ):
            for word, head, name, tag in zip(sentence, heads, names, tags, strict=True):
                total += 1
                heads_right += head == word.head
                labels_right += head == word.head and name == word.dep
                tags_right += tag == f"{word.pos} {word.feats}"
    return 100 * heads_right / total, 100 * labels_right / total, 100 * tags_right / total


def silver(language: str, folder: str, words: int) -> None:
    """Parse raw news, cut by Detente's own tokenizer, to the file that training.train reads."""
    import spacy

    from detente.text import sentences as cuts
    from detente.text import spaces, tokens  # noqa: F401
    from training.silver import lines

    stored = torch.load(WORK / language / "teacher.pt")
    model, batcher = Teacher(folder, stored["labels"], stored["tags"]), Batcher(folder)
    model.load_state_dict(stored["state"])
    model.eval()
    tokenizer = {"@tokenizers": "detente.tokenizer.v1", "language": language}
    nlp = spacy.blank(language, config={"nlp": {"tokenizer": tokenizer}})
    cut = cuts.create_sentences(nlp, "sentences", language)
    waiting: list[list[tuple[str, bool]]] = []
    count = kept = 0
    with (WORK / language / "silver.conllu").open("w", encoding="utf-8") as out:
        for line in lines(language):
            doc = cut(nlp.make_doc(line))
            for span in doc.sents:
                row = [(t.text, bool(t.whitespace_)) for t in span if not t.is_space]
                if 2 <= len(row) <= LONGEST:
                    waiting.append(row)
            if len(waiting) < 400:
                continue
            waiting.sort(key=len)
            while waiting:
                size = max(1, 2 * WORDS // len(waiting[-1]))
                group, waiting = waiting[-size:], waiting[:-size]
                for row, parsed in zip(
                    group, parse(model, batcher, [[w for w, _ in r] for r in group]), strict=True
                ):
                    count += len(row)
                    if parsed[3] >= SURE:
                        kept += len(row)
                        out.write("\n".join(_rows(row, parsed)) + "\n\n")
            print(f"{count} words, {kept} kept", flush=True)
            if count > words:
                break


def _rows(words: list[tuple[str, bool]], parsed: Parsed) -> Iterator[str]:
    heads, names, tags, _ = parsed
    for n, (form, space) in enumerate(words):
        pos, _, feats = tags[n].partition(" ")
        head = 0 if heads[n] == n else heads[n] + 1
        misc = "_" if space else "SpaceAfter=No"
        yield "\t".join((str(n + 1), form, "_", pos, "_", feats or "_", str(head), names[n], "_", misc))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("language", choices=sorted(TRAIN))
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--silver", type=int, metavar="WORDS", help="parse so many words instead of training")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(args.threads)
    if args.silver:
        silver(args.language, str(args.encoder), args.silver)
    else:
        train(args.language, str(args.encoder), args.epochs)


if __name__ == "__main__":
    main()
