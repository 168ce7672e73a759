"""Who said what: one row a case. A quote is written "SPEAKER | kind | words"; several parts are joined by
" … ".
"""

from __future__ import annotations

import datetime as dt

import pytest

from detente import actors, quotes, text
from detente.knowledge import Knowledge
from detente.model import Article, Quote

EN = [
    # direct, before, behind and around the cue
    ('Sergey Lavrov said: "The talks were useful."', ["Sergey Lavrov | direct | The talks were useful."]),
    ('"The talks were useful," Sergey Lavrov said.', ["Sergey Lavrov | direct | The talks were useful,"]),
    ('"The talks were useful," said Sergey Lavrov.', ["Sergey Lavrov | direct | The talks were useful,"]),
    (
        '"The talks were useful," Sergey Lavrov said, "and they will go on."',
        ["Sergey Lavrov | direct | The talks were useful,", "Sergey Lavrov | direct | and they will go on."],
    ),
    (
        "“The talks were useful,” Sergey Lavrov told reporters in Moscow.",
        ["Sergey Lavrov | direct | The talks were useful,"],
    ),
    (
        '"We are ready. We have always been ready," Antony Blinken told the press.',
        ["Antony Blinken | direct | We are ready. We have always been ready,"],
    ),
    (
        'Antony Blinken spoke in Brussels. "We are ready," he said.',
        ["Antony Blinken | direct | We are ready,"],
    ),
    (
        '"We are ready," said Antony Blinken. "We will not wait for ever."',
        ["Antony Blinken | direct | We are ready,", "Antony Blinken | direct | We will not wait for ever."],
    ),
    (
        'Joe Biden wrote on Twitter: "A good day for the alliance."',
        ["Joe Biden | direct | A good day for the alliance."],
    ),
    (
        'Joe Biden praised the soldiers on Twitter: "They kept their word."',
        ["Joe Biden | direct | They kept their word."],
    ),
    ('"Never," Joe Biden replied.', ["Joe Biden | direct | Never,"]),
    (
        'According to Joe Biden, "the alliance is stronger than ever".',
        ["Joe Biden | direct | the alliance is stronger than ever"],
    ),
    (
        'Joe Biden, speaking in Tokyo, said that "the alliance is stronger than ever".',
        ["Joe Biden | mixed | the alliance is stronger than ever"],
    ),
    # mixed
    (
        'Emmanuel Macron said the pact was "a mistake" that would cost lives.',
        ['Emmanuel Macron | mixed | the pact was "a mistake" that would cost lives'],
    ),
    (
        'Emmanuel Macron called the pact "a historic mistake".',
        ["Emmanuel Macron | mixed | a historic mistake"],
    ),
    (
        'Emmanuel Macron described the pact as "a historic mistake".',
        ["Emmanuel Macron | mixed | a historic mistake"],
    ),
    (
        'Emmanuel Macron condemned "a cowardly attack on civilians".',
        ["Emmanuel Macron | mixed | a cowardly attack on civilians"],
    ),
    (
        'Emmanuel Macron accused Russia of "lying to the world".',
        ["Emmanuel Macron | mixed | lying to the world"],
    ),
    ('Emmanuel Macron warned of "a long war".', ["Emmanuel Macron | mixed | a long war"]),
    (
        'Emmanuel Macron called the treaty "dead" and "useless".',
        ["Emmanuel Macron | mixed | dead … useless"],
    ),
    (
        'The army said the plane was carrying food "to help the people".',
        ['army | mixed | the plane was carrying food "to help the people"'],
    ),
    # indirect
    (
        "Emmanuel Macron said that the talks would resume in May.",
        ["Emmanuel Macron | indirect | the talks would resume in May"],
    ),
    (
        "Emmanuel Macron said the talks would resume in May.",
        ["Emmanuel Macron | indirect | the talks would resume in May"],
    ),
    (
        "The talks will resume in May, Emmanuel Macron said.",
        ["Emmanuel Macron | indirect | The talks will resume in May"],
    ),
    (
        "The talks will resume in May, according to Emmanuel Macron.",
        ["Emmanuel Macron | indirect | The talks will resume in May"],
    ),
    (
        "Emmanuel Macron said that the talks would resume and that France would take part.",
        [
            "Emmanuel Macron | indirect | the talks would resume",
            "Emmanuel Macron | indirect | France would take part",
        ],
    ),
    (
        "Emmanuel Macron said that the talks would resume, adding that France would take part.",
        [
            "Emmanuel Macron | indirect | the talks would resume",
            "Emmanuel Macron | indirect | France would take part",
        ],
    ),
    (
        "Iran denied that its ships had crossed the line.",
        ["Iran | indirect | its ships had crossed the line"],
    ),
    ("Iran did not say that its ships had left.", []),
    # documents and spokespersons
    ('"No soldier was hurt," the statement read.', ["statement | direct | No soldier was hurt,"]),
    (
        'The Iranian foreign ministry said in a statement: "The ship is ours."',
        ["Iran | direct | The ship is ours."],
    ),
    ("A spokesman for the Kremlin said that the visit was off.", ["Kremlin | indirect | the visit was off"]),
    ("The resolution says that the troops must leave.", ["resolution | indirect | the troops must leave"]),
    # several speakers
    (
        '"It is over," said Joe Biden. "It has just begun," said Vladimir Putin.',
        ["Joe Biden | direct | It is over,", "Vladimir Putin | direct | It has just begun,"],
    ),
    (
        "France and Germany said that the sanctions would stay.",
        ["France and Germany | indirect | the sanctions would stay"],
    ),
    # floating
    (
        'Joe Biden said the alliance was strong. "We will defend every inch of its soil."',
        [
            "Joe Biden | indirect | the alliance was strong",
            "Joe Biden | direct | We will defend every inch of its soil.",
        ],
    ),
    # nested
    (
        "John Bolton said: \"The president told me, 'Let us talk tomorrow.'\"",
        ["John Bolton | direct | The president told me, 'Let us talk tomorrow.'"],
    ),
    # headline
    ('Emmanuel Macron: "We will not give in"', ["Emmanuel Macron | direct | We will not give in"]),
    # not said by anybody
    ('The film "Winter Harbour" opens in May.', []),
    ('The operation, called "Iron Shield", began on Monday.', []),
    ('They nicknamed the ship "the Old Lady".', []),
    ('Voters chose "yes" in the referendum.', []),
    ("The ships' crews and the ports' workers met in the '90s.", []),
    # quotation marks gone wrong
    ('Joe Biden said: "We are ready.\nThe troops left on Monday.', ["Joe Biden | direct | We are ready."]),
]
FR = [
    (
        "Sergueï Lavrov a déclaré : « Les discussions ont été utiles. »",
        ["Lavrov | direct | Les discussions ont été utiles."],
    ),
    (
        "« Les discussions ont été utiles », a déclaré Sergueï Lavrov.",
        ["Lavrov | direct | Les discussions ont été utiles"],
    ),
    (
        "« Les discussions ont été utiles » a déclaré Sergueï Lavrov.",
        ["Lavrov | direct | Les discussions ont été utiles"],
    ),
    (
        '"Les discussions ont été utiles", a déclaré Sergueï Lavrov.',
        ["Lavrov | direct | Les discussions ont été utiles"],
    ),
    (
        "“Les discussions ont été utiles”, estime Sergueï Lavrov.",
        ["Lavrov | direct | Les discussions ont été utiles"],
    ),
    (
        "« Notre position est simple », a poursuivi Sergueï Lavrov, « nous attendons une réponse ».",
        ["Lavrov | direct | Notre position est simple", "Lavrov | direct | nous attendons une réponse"],
    ),
    (
        "« Notre position est simple », a poursuivi Sergueï Lavrov. « Nous sommes prêts à discuter. »",
        ["Lavrov | direct | Notre position est simple", "Lavrov | direct | Nous sommes prêts à discuter."],
    ),
    (
        "Sergueï Lavrov s'est exprimé à Moscou. « Nous sommes prêts », a-t-il dit.",
        ["Lavrov | direct | Nous sommes prêts"],
    ),
    (
        "« Nous sommes prêts », a indiqué à la presse le ministre russe des Affaires étrangères.",
        ["ministre | direct | Nous sommes prêts"],
    ),
    (
        "Selon Emmanuel Macron, « l'alliance est plus forte que jamais ».",
        ["Macron | direct | l'alliance est plus forte que jamais"],
    ),
    (
        "Pour Emmanuel Macron, « l'alliance est plus forte que jamais ».",
        ["Macron | direct | l'alliance est plus forte que jamais"],
    ),
    (
        "Emmanuel Macron a écrit sur Twitter : « Un beau jour pour l'Europe. »",
        ["Macron | direct | Un beau jour pour l'Europe."],
    ),
    (
        "Emmanuel Macron a réagi sur Twitter : « Ils ont tenu parole. »",
        ["Macron | direct | Ils ont tenu parole."],
    ),
    ("« Jamais », a répondu Emmanuel Macron.", ["Macron | direct | Jamais"]),
    # mixte
    (
        "Emmanuel Macron a déclaré que le pacte était « une erreur » qui coûterait des vies.",
        ["Macron | mixed | le pacte était « une erreur » qui coûterait des vies"],
    ),
    ("Emmanuel Macron a qualifié le pacte d'« erreur historique ».", ["Macron | mixed | erreur historique"]),
    ("Emmanuel Macron parle d'une « erreur historique ».", ["Macron | mixed | erreur historique"]),
    (
        "Emmanuel Macron a condamné « une attaque lâche contre des civils ».",
        ["Macron | mixed | une attaque lâche contre des civils"],
    ),
    ("Emmanuel Macron accuse la Russie de « mentir au monde ».", ["Macron | mixed | mentir au monde"]),
    ("Emmanuel Macron s'est engagé à « agir sans délai ».", ["Macron | mixed | agir sans délai"]),
    ("Emmanuel Macron se dit « prêt à négocier ».", ["Macron | mixed | prêt à négocier"]),
    (
        "Emmanuel Macron a dénoncé une réponse « insuffisante ».",
        ["Macron | mixed | une réponse « insuffisante »"],
    ),
    ("Emmanuel Macron a exprimé sa « profonde inquiétude ».", ["Macron | mixed | profonde inquiétude"]),
    (
        "Emmanuel Macron a affirmé que la Russie mentait « au monde entier » et que la France répondrait "
        "« sans trembler ».",
        [
            "Macron | mixed | la Russie mentait « au monde entier »",
            "Macron | mixed | la France répondrait « sans trembler »",
        ],
    ),
    # indirect
    (
        "Emmanuel Macron a déclaré que les discussions reprendraient en mai.",
        ["Macron | indirect | les discussions reprendraient en mai"],
    ),
    (
        "Les discussions reprendront en mai, a annoncé Emmanuel Macron.",
        ["Macron | indirect | Les discussions reprendront en mai"],
    ),
    (
        "Les discussions reprendront en mai, selon Emmanuel Macron.",
        ["Macron | indirect | Les discussions reprendront en mai"],
    ),
    (
        "D'après Emmanuel Macron, les discussions reprendront en mai.",
        ["Macron | indirect | les discussions reprendront en mai"],
    ),
    ("Emmanuel Macron dit vouloir une trêve.", ["Macron | indirect | vouloir une trêve"]),
    (
        "Emmanuel Macron a déclaré que les discussions reprendraient, ajoutant que la France "
        "y participerait.",
        [
            "Macron | indirect | les discussions reprendraient",
            "Macron | indirect | la France y participerait",
        ],
    ),
    (
        "L'Iran nie que ses navires aient franchi la ligne.",
        ["Iran | indirect | ses navires aient franchi la ligne"],
    ),
    # documents, porte-parole
    ("Le communiqué précise que les troupes partiront.", ["communiqué | indirect | les troupes partiront"]),
    (
        "Le porte-parole du Kremlin a indiqué que la visite était annulée.",
        ["Kremlin | indirect | la visite était annulée"],
    ),
    (
        "La France et l'Allemagne ont déclaré que les sanctions resteraient.",
        ["France et l'Allemagne | indirect | les sanctions resteraient"],
    ),
    # plusieurs locuteurs
    (
        "« C'est fini », a dit Joe Biden. « Cela commence à peine », a répondu Vladimir Poutine.",
        ["Biden | direct | C'est fini", "Poutine | direct | Cela commence à peine"],
    ),
    # titre
    ("Emmanuel Macron : « Nous ne céderons pas »", ["Macron | direct | Nous ne céderons pas"]),
    # personne ne le dit
    ("Le film « Port d'hiver » sort en mai.", []),
    ("L'opération « Bouclier de fer » a commencé lundi.", []),
    ("Le peuple a voté « oui » au référendum.", []),
    ("Le mouvement « Horizon » compte dix députés.", []),
    # guillemets jamais fermés
    (
        "Joe Biden a dit : « Nous sommes prêts.\nLes troupes sont parties lundi.",
        ["Biden | direct | Nous sommes prêts."],
    ),
]
CASES = [("en", *row) for row in EN] + [("fr", *row) for row in FR]


def read(known: Knowledge, code: str, words: str) -> tuple[Quote, ...]:
    language = known.language(code)
    article, sentences = (
        Article("case", words, code, published=dt.date(2021, 5, 21)),
        text.parse(words, language),
    )
    return quotes.find(article, sentences, actors.find(article, sentences, language, known.world), language)


@pytest.mark.parametrize(("code", "words", "expected"), CASES, ids=[row[1][:60] for row in CASES])
def test_quotes(known: Knowledge, code: str, words: str, expected: list[str]) -> None:
    found = read(known, code, words)
    told = [(q.kind, " … ".join(p.of(words) for p in q.parts)) for q in found]
    assert told == [tuple(row.split(" | ")[1:]) for row in expected]
    for quote, row in zip(found, expected, strict=True):
        name = row.split(" | ")[0]
        assert quote.speaker is not None
        written = words[quote.speaker.start : quote.speaker.end]
        assert name in f"{quote.speaker.name} {written}", f"{quote.speaker.name!r} is no {name!r}"
