"""Who shares, disputes or discusses what: one row a case, RELATION | PARTIES | topic | issue | polarity."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import actors, quotes, stances, text
from detente.knowledge import Knowledge
from detente.model import Article, Stance

EN = [
    (
        "Paris and Berlin agreed on a reform of the euro area.",
        ["common_interest | DEU FRA | a reform of the euro area | democracy"],
    ),
    (
        "France and Germany want to strengthen their cooperation on defence.",
        ["common_interest | DEU FRA | defence | open/defence"],
    ),
    (
        "The French president and his Turkish counterpart discussed the war in Syria and the migrant crisis.",
        [
            "discussed | FRA TUR | the war in Syria | syria",
            "discussed | FRA TUR | the migrant crisis | migration",
        ],
    ),
    (
        "The United States accuses China of human rights abuses in Xinjiang.",
        ["dispute | CHN USA | human rights abuses in Xinjiang | human-rights | against"],
    ),
    (
        "Beijing rejected Washington's accusations over the Uyghurs.",
        ["dispute | CHN USA | Washington's accusations over the Uyghurs | minorities | against"],
    ),
    (
        "The European Union condemned Russia's annexation of Crimea.",
        ["dispute | IGO:EU RUS UKR | Russia's annexation of Crimea | crimea | against"],
    ),
    (
        "Russia vetoed a UN resolution on Syria.",
        ["dispute | IGO:UN RUS | a UN resolution on Syria | un-reform | against"],
    ),
    (
        "London and Brussels are negotiating the terms of Brexit.",
        ["discussed | GBR IGO:EU | the terms of Brexit | brexit"],
    ),
    (
        "Morocco and Algeria are at odds over Western Sahara.",
        ["dispute | DZA MAR | Western Sahara | western-sahara | against"],
    ),
    (
        "Canada denounced American tariffs on steel.",
        ["dispute | CAN USA | American tariffs on steel | tariffs | against"],
    ),
    (
        "Iran refuses to negotiate with the United States on its missile programme.",
        ["discussed | IRN USA | its missile programme | missiles"],
    ),
    (
        "Israel opposes the Iran nuclear deal backed by the United States.",
        [
            "dispute | IRN ISR USA | the Iran nuclear deal backed by the United States | iran-nuclear | against"
        ],
    ),
    (
        "Qatar and Saudi Arabia reached an agreement to end the blockade.",
        ["common_interest | QAT SAU | the blockade | sanctions"],
    ),
    (
        "Turkey is blocking Sweden's accession to NATO.",
        ["dispute | SWE TUR | Sweden's accession to NATO | eu-integration | against"],
    ),
    (
        "Poland challenged the migration policy of the European Union in court.",
        [
            "dispute | IGO:EU POL | the migration policy of the European Union in court | eu-integration | against"
        ],
    ),
    (
        "Paris and Moscow share the same concern about terrorism.",
        ["common_interest | FRA RUS | terrorism | terrorism"],
    ),
    (
        "Russia and Ukraine accuse each other of breaking the ceasefire.",
        ["dispute | RUS UKR | the ceasefire | ceasefire | against"],
    ),
    (
        "China claims sovereignty over the Spratly Islands, which Vietnam also claims.",
        ["dispute | CHN VNM | the Spratly Islands | south-china-sea"],
    ),
    (
        "Tokyo protested to Beijing over the incursion of Chinese ships.",
        [
            "dispute | CHN JPN | the incursion of Chinese ships | open/the-incursion-of-chinese-ships | against"
        ],
    ),
    (
        "Differences between Washington and Ankara over Kurdish fighters have grown.",
        ["dispute | TUR USA | Kurdish fighters | kurdish-question"],
    ),
    (
        "Greece and Turkey remain divided over gas exploration in the Aegean.",
        ["dispute | GRC TUR | gas exploration in the Aegean | eastern-mediterranean | against"],
    ),
    (
        "The United Kingdom and Norway reiterated their commitment to Arctic security.",
        ["common_interest | GBR NOR | Arctic security | security"],
    ),
    (
        "Pakistan objected to India's dam on the Chenab river.",
        ["dispute | IND PAK | India's dam on the Chenab river | water | against"],
    ),
    (
        "Relations between Iran and Saudi Arabia are strained.",
        ["tense | IRN SAU | Relations between Iran and Saudi Arabia | -"],
    ),
    (
        "Armenia and Azerbaijan signed a ceasefire agreement on Nagorno-Karabakh.",
        ["common_interest | ARM AZE | Nagorno-Karabakh | nagorno-karabakh"],
    ),
    (
        "Australia and the United States expressed concern about the national security law in Hong Kong.",
        ["dispute | AUS HKG USA | the national security law in Hong Kong | hong-kong | fear"],
    ),
    (
        "Egypt fears the effects of Ethiopia's dam on the Nile.",
        ["dispute | EGY ETH | the effects of Ethiopia's dam on the Nile | water | fear"],
    ),
    ("The bishop rejected the motion.", []),
    ("France won the cup.", []),
    ("The minister met reporters on Friday.", []),
    ("Relations between the two colleagues are strained.", []),
    ("The United States said it would rain.", []),
]

FR = [
    (
        "Paris et Berlin se sont mis d'accord sur une réforme de la zone euro.",
        ["common_interest | DEU FRA | une réforme de la zone euro | eu-integration"],
    ),
    (
        "La France et l'Allemagne veulent renforcer leur coopération en matière de défense.",
        ["common_interest | DEU FRA | défense | open/defense"],
    ),
    (
        "Le président français et son homologue turc ont parlé de la situation en Syrie.",
        [
            "discussed | FRA TUR | la situation en Syrie | syria",
        ],
    ),
    (
        "Les États-Unis accusent la Chine de violer les droits de l'homme au Xinjiang.",
        ["dispute | CHN USA | les droits de l'homme au Xinjiang | human-rights | against"],
    ),
    (
        "Pékin rejette les accusations de Washington sur les Ouïghours.",
        ["dispute | CHN USA | les accusations de Washington sur les Ouïghours | minorities | against"],
    ),
    (
        "L'Union européenne a condamné l'annexion de la Crimée par la Russie.",
        ["dispute | IGO:EU RUS UKR | l'annexion de la Crimée par la Russie | crimea | against"],
    ),
    (
        "Londres et Bruxelles négocient les modalités du Brexit.",
        ["discussed | GBR IGO:EU | les modalités du Brexit | brexit"],
    ),
    (
        "Le Maroc et l'Algérie s'opposent sur la question du Sahara occidental.",
        ["dispute | DZA MAR | Sahara occidental | western-sahara | against"],
    ),
    (
        "Ankara menace Athènes d'une intervention militaire à Chypre.",
        ["dispute | GRC TUR | une intervention militaire à Chypre | military-presence | against"],
    ),
    (
        "Les deux pays ont réaffirmé leur engagement dans la lutte contre le terrorisme, disent Paris et Bamako.",
        ["common_interest | FRA MLI | engagement dans la lutte contre le terrorisme | terrorism"],
    ),
    (
        "Le Canada a dénoncé les droits de douane américains sur l'acier.",
        ["dispute | CAN USA | les droits de douane américains sur l'acier | tariffs | against"],
    ),
    (
        "L'Iran refuse de négocier avec les États-Unis sur son programme balistique.",
        ["discussed | IRN USA | son programme balistique | iran-nuclear"],
    ),
    (
        "Israël critique l'accord sur le nucléaire iranien signé par Washington.",
        [
            "dispute | IRN ISR USA | l'accord sur le nucléaire iranien signé par Washington | iran-nuclear | against"
        ],
    ),
    (
        "Le Qatar et l'Arabie saoudite ont conclu un accord pour mettre fin au blocus.",
        ["common_interest | QAT SAU | fin au blocus | sanctions"],
    ),
    (
        "Le Brésil et la France sont en désaccord sur l'Amazonie.",
        ["dispute | BRA FRA | l'Amazonie | open/l-amazonie"],
    ),
    (
        "La Turquie bloque l'adhésion de la Suède à l'OTAN.",
        ["dispute | SWE TUR | l'adhésion de la Suède à l'OTAN | nato | against"],
    ),
    (
        "La Pologne conteste devant la justice la politique migratoire de l'Union européenne.",
        ["dispute | IGO:EU POL | la politique migratoire de l'Union européenne | eu-integration | against"],
    ),
    (
        "Paris et Moscou partagent la même préoccupation face à la menace terroriste.",
        ["common_interest | FRA RUS | la menace terroriste | terrorism"],
    ),
    (
        "Cuba et les États-Unis ont rétabli leurs relations diplomatiques.",
        ["improving | CUB USA | leurs relations | -"],
    ),
    (
        "La Russie et l'Ukraine s'accusent mutuellement de violer le cessez-le-feu.",
        ["dispute | RUS UKR | le cessez-le-feu | ceasefire | against"],
    ),
    (
        "Le Venezuela rompt ses relations avec la Colombie.",
        ["dispute | COL VEN | ses relations avec la Colombie | bilateral-relations | against"],
    ),
    (
        "La Chine revendique la souveraineté sur les îles Spratleys, que réclame aussi le Vietnam.",
        ["dispute | CHN VNM | la souveraineté sur les îles Spratleys | sovereignty | want"],
    ),
    (
        "Le projet de gazoduc divise Berlin et Varsovie.",
        ["dispute | DEU POL | Le projet de gazoduc | pipelines"],
    ),
    ("L'évêque a rejeté la motion.", []),
    ("La France a gagné la coupe.", []),
    ("Le ministre a rencontré la presse vendredi.", []),
    ("Les relations entre les deux collègues sont tendues.", []),
    ("Le Japon a annoncé de la pluie.", []),
]

ROWS = [
    pytest.param(code, words, told, id=words)
    for code, rows in (("en", EN), ("fr", FR))
    for words, told in rows
]
KNOWN = Knowledge()
WORDS = st.lists(
    st.sampled_from(
        [
            "France", "Russia", "and", "met", "discussed", "condemned", "the", "war", "in", "Syria", ",", ".", "their",
            "differences", "on", "of", "including", "relations", "between", "la", "Russie", "s'oppose", "à", "sur",
            "notamment", "les", "divergences", "entre", "shared", "interest", "to", "end", "\n", "(", "\"",
        ]
    ),
    max_size=50,
)  # fmt: skip


def read(code: str, words: str) -> tuple[Stance, ...]:
    language = KNOWN.language(code)
    article = Article("example", words, code, published=dt.date(2021, 5, 21))
    sentences = text.parse(words, language)
    who = actors.find(article, sentences, language, KNOWN.world)
    said = quotes.find(article, sentences, who, language)
    return stances.find(
        article, sentences, actors.hear(who, sentences, said, language), said, language, KNOWN.issues
    )


def shown(stance: Stance, words: str) -> str:
    fields = [
        stance.relation,
        " ".join(sorted(stance.parties)),
        stance.topic.of(words),
        stance.issue or "-",
        stance.polarity,
    ]
    return " | ".join(f for f in fields if f)


@pytest.mark.parametrize(("code", "words", "told"), ROWS)
def test_stances(code: str, words: str, told: list[str]) -> None:
    assert [shown(s, words) for s in read(code, words)] == told


@settings(max_examples=60, deadline=None)
@given(WORDS, st.sampled_from(["en", "fr"]))
def test_any_text_gives_stances_that_lie_in_it(words: list[str], code: str) -> None:
    joined = " ".join(words)
    for stance in read(code, joined):
        assert 0 <= stance.topic.start < stance.topic.end <= len(joined)
        assert len(stance.parties) > 1
        assert stance.evidence.start <= stance.topic.start and stance.topic.end <= stance.evidence.end


def test_a_stance_says_whose_it_is() -> None:
    (stance,) = read("en", "Greece has opposed Turkey's maritime claims.")
    assert (stance.holder, stance.polarity) == ("grc", "against")


def test_a_state_is_told_with_its_time() -> None:
    words = "Les relations entre la Russie et les Etats-Unis se sont tendues au cours des derniers mois."
    (stance,) = read("fr", words)
    assert (stance.relation, stance.parties, stance.issue) == ("worsening", ("RUS", "USA"), None)
    assert words[stance.evidence.start : stance.evidence.end].endswith("au cours des derniers mois")


def test_a_long_article_takes_time_by_its_length() -> None:
    unit = "France and Germany discussed the war in Syria, trade and energy, including gas and oil. "
    times = []
    for count in (20, 80):
        words = unit * count
        language = KNOWN.language("en")
        article, sentences = Article("long", words, "en"), text.parse(words, language)
        who = actors.find(article, sentences, language, KNOWN.world)
        begin = time.perf_counter()
        stances.find(article, sentences, who, (), language, KNOWN.issues)
        times.append(time.perf_counter() - begin)
    assert times[1] < 12 * times[0] + 0.2
