"""The lemma tables of a language, learnt from its training treebanks and the written lists of the language."""

from __future__ import annotations

from collections import Counter, defaultdict

from detente.knowledge.files import DATA, read_table
from detente.text.lemmas import AS_WRITTEN, Tables, endings, telling
from training.corpus import sentences
from training.paths import TRAIN

OPEN = frozenset({"NOUN", "VERB", "ADJ", "ADV", "AUX"})


def learn(language: str) -> Tables:
    """Tables from the training treebanks, overruled by `irregular.tsv`."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    by_features: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for part in TRAIN[language]:
        for sentence in sentences(language, part):
            for word in sentence:
                form = word.form.lower().replace("’", "'")
                lemma = word.lemma.replace("’", "'")
                if word.pos in AS_WRITTEN:
                    continue
                counts[form, word.pos][lemma] += 1
                by_features[form, word.pos, telling(word.feats)][lemma] += 1
    forms = {key: count.most_common(1)[0][0] for key, count in counts.items()}
    rules = endings({k: v for k, v in forms.items() if k[1] in OPEN and len(k[0]) > 3 and v == v.lower()})
    several = {
        key: count.most_common(1)[0][0]
        for key, count in by_features.items()
        if count.most_common(1)[0][0] != forms[key[:2]]
    }
    tables = Tables(forms, several, rules)
    _overrule(tables, language)
    return tables


def _overrule(tables: Tables, language: str) -> None:
    path = DATA / "languages" / language / "irregular.tsv"
    if path.exists():
        for form, pos, lemma in read_table(path, ("form", "pos", "lemma")):
            tables.forms.setdefault((form, pos), lemma)
