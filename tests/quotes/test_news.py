"""Sentences as news writes them: one row a case, SPEAKER | kind | words; several parts are joined by " … "."""

from __future__ import annotations

import pytest

from detente import actors, quotes, text
from detente.knowledge import Knowledge
from detente.model import Article, Quote

EN = [
    (
        'German Foreign Minister Heiko Maas called the decision a "grave mistake".',
        ["German Foreign Minister Heiko Maas | mixed | grave mistake"],
    ),
    (
        'The Turkish president described the French position as "unacceptable" and denounced a "provocation".',
        ["The Turkish president | mixed | unacceptable", "The Turkish president | mixed | provocation"],
    ),
    (
        'For Berlin, the accord is "an important step" towards peace.',
        ['Berlin | mixed | the accord is "an important step" towards peace'],
    ),
    (
        'According to Nicolas Maduro, the United States is preparing "a coup" against his government.',
        ['Nicolas Maduro | mixed | the United States is preparing "a coup" against his government'],
    ),
    (
        '"This is a historic day," the prime minister rejoiced.',
        ["the prime minister | direct | This is a historic day,"],
    ),
    (
        'In a statement issued on Monday, the Kremlin "strongly condemned" the attack in Kabul.',
        ["Kremlin | mixed | strongly condemned"],
    ),
    (
        'Iranian Foreign Minister Mohammad Javad Zarif warned of "a dangerous escalation".',
        ["Iranian Foreign Minister Mohammad Javad Zarif | mixed | a dangerous escalation"],
    ),
    (
        'Emmanuel Macron said he was "very worried" about the situation in Lebanon.',
        ['Emmanuel Macron | mixed | he was "very worried" about the situation in Lebanon'],
    ),
    (
        'He added that "the door to dialogue remains open".',
        ["He | mixed | the door to dialogue remains open"],
    ),
    (
        '"We need time," Angela Merkel explained. "We have to negotiate."',
        ["Angela Merkel | direct | We need time,", "Angela Merkel | direct | We have to negotiate."],
    ),
    (
        'While declaring itself "open to dialogue", Tehran refuses to give up its programme.',
        ["Tehran | mixed | open to dialogue"],
    ),
    (
        'The UN warned of a "humanitarian catastrophe" in Yemen.',
        ["UN | mixed | humanitarian catastrophe"],
    ),
    (
        'The group claimed the attack, saying it had targeted "occupying soldiers".',
        ['The group | mixed | it had targeted "occupying soldiers"'],
    ),
    (
        'As Federica Mogherini put it, "the Union will stay united".',
        ["Federica Mogherini | direct | the Union will stay united"],
    ),
    (
        '"A disgrace!" tweeted Donald Trump.',
        ["Donald Trump | direct | A disgrace!"],
    ),
    (
        'Pope Francis appealed for "an end to the violence".',
        ["Pope Francis | mixed | an end to the violence"],
    ),
    (
        'Beijing urged Washington to "immediately stop its provocations".',
        ["Beijing | mixed | immediately stop its provocations"],
    ),
    (
        'The minister said there was "no evidence".',
        ['The minister | mixed | there was "no evidence"'],
    ),
    (
        '"This decision is illegal," reads the NATO statement.',
        ["the NATO statement | direct | This decision is illegal,"],
    ),
    (
        '"The treaty is dead," according to Moscow.',
        ["Moscow | direct | The treaty is dead,"],
    ),
    (
        '"Nothing has been decided," said a US official, speaking on condition of anonymity.',
        ["a US official | direct | Nothing has been decided,"],
    ),
    (
        'Austrian Chancellor Sebastian Kurz: "Europe must protect its borders"',
        ["Austrian Chancellor Sebastian Kurz | direct | Europe must protect its borders"],
    ),
    (
        'The Syrian government rejected these "baseless allegations".',
        ["The Syrian government | mixed | baseless allegations"],
    ),
    (
        'The secretary-general hoped the summit would be "a turning point".',
        ['The secretary-general | mixed | the summit would be "a turning point"'],
    ),
    (
        'The French president paid tribute to "a great friend of France".',
        ["The French president | mixed | a great friend of France"],
    ),
    (
        'The Kremlin denied "any involvement" in the affair.',
        ["Kremlin | mixed | any involvement"],
    ),
    (
        'Amnesty International accused the army of "crimes against humanity".',
        ["Amnesty International | mixed | crimes against humanity"],
    ),
    (
        'The rebel leader threatened to "march on the capital".',
        ["The rebel leader | mixed | march on the capital"],
    ),
    (
        'The two presidents agreed to "strengthen their cooperation".',
        ["The two presidents | mixed | strengthen their cooperation"],
    ),
    (
        'Barack Obama likened Syria to "a nightmare".',
        ["Barack Obama | mixed | a nightmare"],
    ),
    (
        'The minister sees it as "an attack on the sovereignty" of his country.',
        ["The minister | mixed | an attack on the sovereignty"],
    ),
    (
        'Lavrov insisted that Russia "would not remain silent".',
        ['Lavrov | mixed | Russia "would not remain silent"'],
    ),
    (
        'Boris Johnson, who has called the deal "dead", flew to Brussels on Monday.',
        ["Boris Johnson | mixed | dead"],
    ),
    (
        'The talks were "frank and constructive", the two ministers said in a joint statement.',
        ['the two ministers | mixed | The talks were "frank and constructive"'],
    ),
    (
        '"I have never met him," Trump said of Putin, "but I would like to."',
        ["Trump | direct | I have never met him,", "Trump | direct | but I would like to."],
    ),
    (
        'Sources close to the ministry say the deal is "done".',
        ['Sources | mixed | the deal is "done"'],
    ),
    (
        'It is "too early to tell", said Ursula von der Leyen, whether the vaccine works.',
        ["Ursula | mixed | too early to tell"],
    ),
    ('The film "Titanic" was shown on Friday.', []),
    ("Asked whether he would resign, Netanyahu left the room.", []),
]
FR = [
    (
        "Le ministre allemand des Affaires étrangères, Heiko Maas, a qualifié la décision de « grave erreur ».",
        ["Le ministre allemand des Affaires étrangères, Heiko Maas | mixed | grave erreur"],
    ),
    (
        "Le président turc a jugé « inacceptable » la position de Paris et dénoncé une « provocation ».",
        ["Le président turc | mixed | inacceptable", "Le président turc | mixed | provocation"],
    ),
    (
        "Pour Berlin, cet accord constitue « un pas important » vers la paix.",
        ["Berlin | mixed | cet accord constitue « un pas important » vers la paix"],
    ),
    (
        "Selon M. Maduro, les États-Unis préparent « un coup d'État » contre son gouvernement.",
        ["M. Maduro | mixed | les États-Unis préparent « un coup d'État » contre son gouvernement"],
    ),
    (
        "« C'est une journée historique », s'est réjoui le Premier ministre.",
        ["le Premier ministre | direct | C'est une journée historique"],
    ),
    (
        "Le chef de la diplomatie iranienne, Mohammad Javad Zarif, a mis en garde contre « une escalade dangereuse ».",
        ["Le chef de la diplomatie iranienne, Mohammad Javad Zarif | mixed | une escalade dangereuse"],
    ),
    (
        "Emmanuel Macron s'est dit « très préoccupé » par la situation au Liban.",
        ["Emmanuel Macron | mixed | très préoccupé"],
    ),
    (
        "Monsieur le Président, le rapporteur a déclaré ici même : « L'Europe doit parler d'une seule voix. »",
        ["le rapporteur | direct | L'Europe doit parler d'une seule voix."],
    ),
    (
        "Le texte appelle « toutes les parties à la retenue ».",
        ["Le texte | mixed | toutes les parties à la retenue"],
    ),
    (
        "La résolution 2254 prévoit « un cessez-le-feu immédiat ».",
        ["La résolution 2254 | mixed | un cessez-le-feu immédiat"],
    ),
    (
        "Il a ajouté que « la porte du dialogue reste ouverte ».",
        ["Il | mixed | la porte du dialogue reste ouverte"],
    ),
    (
        "« Nous avons besoin de temps, explique Angela Merkel. Nous devons négocier. »",
        ["Angela Merkel | direct | Nous avons besoin de temps … Nous devons négocier."],
    ),
    (
        "Tout en se disant « ouverte au dialogue », Téhéran exclut de renoncer à son programme.",
        ["Téhéran | mixed | ouverte au dialogue"],
    ),
    (
        "L'ONU s'inquiète d'une « catastrophe humanitaire » au Yémen.",
        ["ONU | mixed | catastrophe humanitaire"],
    ),
    (
        "Le Premier ministre israélien, qui accuse l'Iran de « mensonges », a refusé de négocier.",
        ["Le Premier ministre israélien | mixed | mensonges"],
    ),
    (
        "Comme l'a souligné Mme Mogherini, « l'Union restera unie ».",
        ["Mme Mogherini | direct | l'Union restera unie"],
    ),
    (
        "« Une honte ! », a tweeté Donald Trump.",
        ["Donald Trump | direct | Une honte !"],
    ),
    (
        "Le pape François a appelé à « la fin des violences ».",
        ["Le pape François | mixed | la fin des violences"],
    ),
    (
        "Pékin a exhorté Washington à « cesser immédiatement ses provocations ».",
        ["Pékin | mixed | cesser immédiatement ses provocations"],
    ),
    (
        "À en croire le ministre, il n'y a « aucune preuve ».",
        ["le ministre | mixed | il n'y a « aucune preuve »"],
    ),
    (
        "Le président Sarkozy a voulu rassurer : « La France tiendra ses engagements ».",
        ["Le président Sarkozy | direct | La France tiendra ses engagements"],
    ),
    (
        "Le ministre a parlé d'« ingérence inadmissible ».",
        ["Le ministre | mixed | ingérence inadmissible"],
    ),
    (
        "« Le traité est mort », selon Moscou.",
        ["Moscou | direct | Le traité est mort"],
    ),
    (
        "« Nous restons vigilants », indique-t-on de source diplomatique à Paris.",
        ["source diplomatique à Paris | direct | Nous restons vigilants"],
    ),
    (
        "D'après un responsable américain s'exprimant sous couvert d'anonymat, « rien n'est décidé ».",
        ["un responsable américain | direct | rien n'est décidé"],
    ),
    (
        "Le chancelier autrichien Sebastian Kurz : « L'Europe doit protéger ses frontières »",
        ["Le chancelier autrichien Sebastian Kurz | direct | L'Europe doit protéger ses frontières"],
    ),
    (
        "Le gouvernement syrien, par la voix de son ministre, rejette ces « allégations sans fondement ».",
        ["Le gouvernement syrien | mixed | allégations sans fondement"],
    ),
    (
        "Le secrétaire général a souhaité que ce sommet soit « un tournant ».",
        ["Le secrétaire général | mixed | ce sommet soit « un tournant »"],
    ),
    (
        "Cette visite est « un signal fort », a-t-on appris auprès de l'Élysée.",
        ["Élysée | mixed | Cette visite est « un signal fort »"],
    ),
    (
        "La chancelière plaide pour « une solution européenne ».",
        ["La chancelière | mixed | une solution européenne"],
    ),
    (
        "Le ministre a appelé de ses vœux « une Europe plus forte ».",
        ["Le ministre | mixed | une Europe plus forte"],
    ),
    (
        "Le président a averti que toute attaque aurait « des conséquences ».",
        ["Le président | mixed | toute attaque aurait « des conséquences »"],
    ),
    (
        "Aux yeux de Téhéran, ces mesures sont « contraires au droit international ».",
        ["Téhéran | mixed | ces mesures sont « contraires au droit international »"],
    ),
    (
        "Le secrétaire d'État a fait état de « progrès significatifs ».",
        ["Le secrétaire d'État | mixed | progrès significatifs"],
    ),
    (
        "Il a promis une réponse « ferme et rapide » à cette attaque.",
        ["Il | mixed | une réponse « ferme et rapide »"],
    ),
    (
        "Le président s'est félicité d'un « accord historique » avec Cuba.",
        ["Le président | mixed | accord historique"],
    ),
    (
        "Ankara, qui considère ce groupe comme une « organisation terroriste », a bombardé la région.",
        ["Ankara | mixed | organisation terroriste"],
    ),
    (
        "Le gouvernement a démenti toute « ingérence » dans le scrutin.",
        ["Le gouvernement | mixed | ingérence"],
    ),
    (
        "L'ONU a réclamé la libération « immédiate et sans condition » des otages.",
        ["ONU | mixed | immédiate et sans condition"],
    ),
    (
        "Washington veut « isoler » Téhéran, selon le ministre iranien.",
        ["le ministre iranien | mixed | Washington veut « isoler » Téhéran"],
    ),
    (
        "Le président vénézuélien a fustigé l'« hypocrisie » des Occidentaux.",
        ["Le président vénézuélien | mixed | hypocrisie"],
    ),
    (
        "Le Premier ministre a reconnu des « erreurs » dans la gestion de la crise.",
        ["Le Premier ministre | mixed | erreurs"],
    ),
    (
        "Le chef de l'État a rendu hommage à « un grand ami de la France ».",
        ["Le chef de l'État | mixed | un grand ami de la France"],
    ),
    (
        "Le président a exprimé sa « profonde tristesse » après l'attentat.",
        ["Le président | mixed | profonde tristesse"],
    ),
    (
        "Le ministre a fait part de ses « vives inquiétudes ».",
        ["Le ministre | mixed | vives inquiétudes"],
    ),
    (
        "La Commission européenne a estimé que l'accord était « équilibré ».",
        ["Commission européenne | mixed | l'accord était « équilibré »"],
    ),
    (
        "L'opposition dénonce un « coup d'État constitutionnel ».",
        ["L'opposition | mixed | coup d'État constitutionnel"],
    ),
    (
        "Le négociateur de l'UE a regretté un « manque de volonté » de Londres.",
        ["Le négociateur de l'UE | mixed | manque de volonté"],
    ),
    (
        "Il s'est engagé à « défendre les droits de l'homme ».",
        ["Il | mixed | défendre les droits de l'homme"],
    ),
    (
        "Le Kremlin a nié « toute implication » dans l'affaire.",
        ["Kremlin | mixed | toute implication"],
    ),
    (
        "Pour le ministre, « l'heure est grave ».",
        ["le ministre | direct | l'heure est grave"],
    ),
    (
        "Le Vatican espère « une solution pacifique ».",
        ["Vatican | mixed | une solution pacifique"],
    ),
    (
        "Amnesty International parle de « crimes contre l'humanité ».",
        ["Amnesty International | mixed | crimes contre l'humanité"],
    ),
    (
        "Le chef rebelle a menacé de « marcher sur la capitale ».",
        ["Le chef rebelle | mixed | marcher sur la capitale"],
    ),
    (
        "Les deux présidents ont convenu de « renforcer leur coopération ».",
        ["Les deux présidents | mixed | renforcer leur coopération"],
    ),
    (
        "Le roi a insisté sur « la nécessité du dialogue ».",
        ["Le roi | mixed | la nécessité du dialogue"],
    ),
    (
        "Le communiqué fait état d'« échanges francs et constructifs ».",
        ["Le communiqué | mixed | échanges francs et constructifs"],
    ),
    (
        "Les ministres se sont déclarés « déterminés à poursuivre ».",
        ["Les ministres | mixed | déterminés à poursuivre"],
    ),
    (
        "Le texte, adopté à l'unanimité, exige « le retrait immédiat » des troupes.",
        ["Le texte | mixed | le retrait immédiat"],
    ),
    (
        "Obama a décrit la Syrie comme « un cauchemar ».",
        ["Obama | mixed | un cauchemar"],
    ),
    (
        "Le ministre y voit « une atteinte à la souveraineté » de son pays.",
        ["Le ministre | mixed | une atteinte à la souveraineté"],
    ),
    (
        "La présidente a accusé l'opposition de « vouloir semer le chaos ».",
        ["La présidente | mixed | vouloir semer le chaos"],
    ),
    (
        "Elle a assuré ne « rien craindre ».",
        ["Elle | mixed | rien craindre"],
    ),
    (
        "La Russie a averti qu'elle « ne resterait pas sans réagir ».",
        ["Russie | mixed | ne resterait pas sans réagir"],
    ),
    (
        "L'organisation a fait savoir qu'elle « n'était pas responsable ».",
        ["L'organisation | mixed | n'était pas responsable"],
    ),
    (
        "Il a dit avoir « bon espoir » de conclure.",
        ["Il | mixed | avoir « bon espoir » de conclure"],
    ),
    ("Le mot « guerre » n'a pas été prononcé.", []),
    ("Le film « Titanic » a été projeté.", []),
]
CASES = [pytest.param(code, *row, id=row[0][:60]) for code, rows in (("en", EN), ("fr", FR)) for row in rows]


def shown(quote: Quote, words: str) -> str:
    assert quote.speaker is not None
    speaker = words[quote.speaker.start : quote.speaker.end]
    return f"{speaker} | {quote.kind} | {' … '.join(p.of(words) for p in quote.parts)}"


@pytest.mark.parametrize(("code", "words", "told"), CASES)
def test_news(known: Knowledge, code: str, words: str, told: list[str]) -> None:
    language = known.language(code)
    article, sentences = Article("case", words, code), text.parse(words, language)
    who = actors.find(article, sentences, language, known.world)
    assert [shown(q, words) for q in quotes.find(article, sentences, who, language)] == told
