"""Treebanks as Detente's tokens see them: contractions, folded relations, lemmas."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from training.corpus import CHANCES, Vary, alike
from training.lemmas import Inflection, forms_of
from training.treebanks import Word, fold, read
from training.vote import tree

FRENCH = """\
# text = Ils parlent du sommet auquel il s'est rendu.
1\tIls\teux\tPRON\t_\tNumber=Plur|Person=3\t2\tnsubj\t_\t_
2\tparlent\tparler\tVERB\t_\tTense=Pres|Voice=Act\t0\troot\t_\t_
3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_
3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_
4\tle\tle\tDET\t_\tDefinite=Def\t5\tdet\t_\t_
5\tsommet\tsommet\tNOUN\t_\tGender=Masc\t2\tobl:arg\t_\t_
6-7\tauquel\t_\t_\t_\t_\t_\t_\t_\t_
6\tà\tà\tADP\t_\t_\t7\tcase\t_\t_
7\tlequel\tlequel\tPRON\t_\tPronType=Rel\t11\tobl:arg\t_\t_
8\til\tlui\tPRON\t_\tPerson=3\t11\tnsubj\t_\t_
9\ts'\tsoi\tPRON\t_\tReflex=Yes\t11\texpl:pv\t_\tSpaceAfter=No
10\test\têtre\tAUX\t_\t_\t11\taux:tense\t_\t_
11\trendu\trendre\tVERB\t_\t_\t5\tacl:relcl\t_\tSpaceAfter=No
12\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_
"""

ENGLISH = """\
# text = It can't wait.
1\tIt\tit\tPRON\t_\t_\t4\tnsubj\t_\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\tPolarity=Neg\t4\tadvmod\t_\t_
4\twait\twait\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_
"""


def words(text: str, folder: Path) -> tuple[Word, ...]:
    path = folder / "bank.conllu"
    path.write_text(text + "\n", encoding="utf-8")
    (sentence,) = read(path)
    return sentence


def test_a_contracted_article_is_one_preposition(tmp_path: Path) -> None:
    sentence = words(FRENCH, tmp_path)
    assert [w.form for w in sentence] == [
        "Ils",
        "parlent",
        "du",
        "sommet",
        "auquel",
        "il",
        "s'",
        "est",
        "rendu",
        ".",
    ]
    du, sommet = sentence[2], sentence[3]
    assert (du.pos, du.lemma, du.dep, sentence[du.head]) == ("ADP", "de", "case", sommet)


def test_a_contracted_pronoun_keeps_its_place(tmp_path: Path) -> None:
    sentence = words(FRENCH, tmp_path)
    auquel = sentence[4]
    assert (auquel.pos, auquel.lemma, auquel.dep) == ("PRON", "lequel", "obl")
    assert sentence[auquel.head].form == "rendu"


def test_weak_pronouns_are_their_own_lemmas(tmp_path: Path) -> None:
    lemmas = {w.form: w.lemma for w in words(FRENCH, tmp_path)}
    assert (lemmas["Ils"], lemmas["il"], lemmas["s'"]) == ("il", "il", "se")


def test_an_english_contraction_is_two_tokens(tmp_path: Path) -> None:
    sentence = words(ENGLISH, tmp_path)
    assert [(w.form, w.space) for w in sentence] == [
        ("It", True),
        ("ca", False),
        ("n't", True),
        ("wait", False),
        (".", True),
    ]


@pytest.mark.parametrize(
    ("dep", "folded"),
    [("obl:arg", "obl"), ("nsubj:pass", "nsubj:pass"), ("expl:pv", "expl"), ("acl:relcl", "acl:relcl")],
)
def test_relations_are_folded(dep: str, folded: str) -> None:
    assert fold(dep) == folded


def test_the_vote_gives_one_tree() -> None:
    # Each parser is right of another word: the majority is right of all.
    assert tree([[1, 1, 1], [1, 1, 0], [2, 1, 1]], [1.0, 1.0, 1.0]) == [1, 1, 1]


def test_the_vote_breaks_a_circle() -> None:
    heads = tree([[0, 2, 0], [0, 0, 1], [0, 2, 1]], [1.0, 1.0, 1.0])
    assert heads in ([0, 2, 0], [0, 0, 1])


def test_inflection_fills_groups_and_series() -> None:
    rule = Inflection("VERB", "([tmv])ir", "s {1}ons {1}+imperfect", ("partir",))
    assert list(forms_of("partir", "VERB", [rule], {"imperfect": ["ais", "ait"]})) == [
        "pars",
        "partons",
        "partais",
        "partait",
    ]


def test_alike_words_share_their_dependents() -> None:
    def word(form: str, pos: str, head: int, dep: str) -> Word:
        return Word(form, form, pos, "", head, dep, True)

    def sentence(verb: str, thing: str) -> tuple[Word, ...]:
        return (
            word("We", "PRON", 1, "nsubj"),
            word(verb, "VERB", 1, "root"),
            word(thing, "NOUN", 1, "obj"),
        )

    slept = (word("We", "PRON", 1, "nsubj"), word("slept", "VERB", 1, "root"))
    bank = [sentence("saw", "ships"), sentence("sold", "ships")] * 2 + [slept] * 2
    words = alike([bank])
    assert sorted(sorted(forms) for forms in words.values()) == [["saw", "sold"], ["ships"], ["slept"]]
    varied = Vary(random.Random(0), replace(CHANCES, word=1.0), words)._words(bank[0])
    assert varied[1].form in {"saw", "sold"}
    assert [w.head for w in varied] == [w.head for w in bank[0]]
