"""The tables of the store.

An article has revisions, each with its compressed text and the record that was read in it. The findings of its
current revision lie open in rows (actors, events, quotes, stances), so that they can be asked for. Happenings are
groups of events; a finding is never changed by being grouped.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()


def _id() -> Column[int]:
    """An id that the writer chooses: there is only one writer at a time, and a run gives the same ids again."""
    return Column("id", Integer, primary_key=True, autoincrement=False)


# How the tables look; `migrations.py` brings older stores here.
version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("applied", DateTime, nullable=False),
)

# `key` is what people call the article: the id it came with. `revision` is its current revision,
# `indexed` the one whose words the full-text index holds. `copy_of` is the article of another outlet whose text
# this one carries: the two count as one report. `grouped` tells whether its events have found their happenings.
articles = Table(
    "articles",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    Column("outlet", Text),
    Column("url", Text),
    Column("canonical", Text),
    Column("title", Text),
    Column("lang", String(8)),
    Column("published", Date),
    Column("updated", DateTime),
    Column("revision", Integer, nullable=False),
    Column("indexed", Integer),
    Column("copy_of", Integer),
    Column("grouped", Boolean, nullable=False),
    Index("articles_canonical", "canonical"),
    Index("articles_published", "published"),
    Index("articles_copy_of", "copy_of"),
    Index("articles_grouped", "grouped", "published"),
)

# `text` is compressed UTF-8; `record` the compressed JSON of the findings, without the text. `code` and `data` are
# the versions that read it (see `versions.py`). `digest` identifies text, title and day.
revisions = Table(
    "revisions",
    metadata,
    _id(),
    Column("article", Integer, ForeignKey("articles.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("given", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("lang", String(8)),
    Column("published", Date),
    Column("updated", DateTime),
    Column("text", LargeBinary, nullable=False),
    Column("words", Integer, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("code", String(40), nullable=False),
    Column("data", String(40), nullable=False),
    Column("added", DateTime, nullable=False),
    UniqueConstraint("article", "number"),
    Index("revisions_digest", "digest"),
    Index("revisions_versions", "code", "data"),
)

# Bands of the texts' signatures, by which near-identical texts meet.
bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("article", Integer, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    Index("bands_article", "article"),
    sqlite_with_rowid=False,
)

actors = Table(
    "actors",
    metadata,
    Column("article", Integer, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    Column("actor", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("code", Text),
    Column("sector", Text),
    Column("office", Text),
    Column("mentions", Integer, nullable=False),
    Index("actors_code", "code", "article"),
)

# `start`, `end`, `grain` are the event's date; `expected_*` that of the act foreseen. `said` is the day of the
# article. `words` is the sentence it rests on, `from_*` and `to_*` offsets into the revision's text.
events = Table(
    "events",
    metadata,
    _id(),
    Column("article", Integer, ForeignKey("articles.id"), nullable=False),
    Column("revision", Integer, ForeignKey("revisions.id"), nullable=False),
    Column("name", String(12), nullable=False),
    Column("root", String(16), nullable=False),
    Column("mode", Text),
    Column("act", String(16), nullable=False),
    Column("operators", Text, nullable=False),
    Column("contexts", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("mutual", Boolean, nullable=False),
    Column("domestic", Boolean, nullable=False),
    Column("said", Date),
    Column("start", Date),
    Column("end", Date),
    Column("grain", String(8)),
    Column("expected_start", Date),
    Column("expected_end", Date),
    Column("expected_grain", String(8)),
    Column("place", Text),
    Column("place_code", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("quad", String(24), nullable=False),
    Column("score", Float, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("rule", Text, nullable=False),
    Column("trigger", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("from_at", Integer, nullable=False),
    Column("to_at", Integer, nullable=False),
    Column("trigger_from", Integer, nullable=False),
    Column("trigger_to", Integer, nullable=False),
    Column("claimed_by", Text),
    Column("happening", Integer),
    Index("events_article", "article"),
    Index("events_happening", "happening"),
    Index("events_start", "start"),
)

# `side` is "actor" or "recipient"; `person` the actor's id, `name` and `office` what the article says of it.
parties = Table(
    "parties",
    metadata,
    Column("event", Integer, ForeignKey("events.id"), primary_key=True, autoincrement=False),
    Column("side", String(9), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("person", Text),
    Column("name", Text),
    Column("code", Text),
    Column("sector", Text),
    Column("office", Text),
    Index("parties_code", "code", "event"),
)

quotes = Table(
    "quotes",
    metadata,
    _id(),
    Column("article", Integer, ForeignKey("articles.id"), nullable=False),
    Column("revision", Integer, ForeignKey("revisions.id"), nullable=False),
    Column("name", String(12), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("said", Date),
    Column("speaker", Text),
    Column("speaker_name", Text),
    Column("speaker_code", Text),
    Column("addressee_code", Text),
    Column("force", Text),
    Column("words", Text, nullable=False),
    Column("from_at", Integer, nullable=False),
    Column("to_at", Integer, nullable=False),
    Index("quotes_article", "article"),
    Index("quotes_speaker", "speaker_code", "said"),
)

# `holder` is an actor's id, `holder_code` its code; `topic` the words that name the issue.
stances = Table(
    "stances",
    metadata,
    _id(),
    Column("article", Integer, ForeignKey("articles.id"), nullable=False),
    Column("revision", Integer, ForeignKey("revisions.id"), nullable=False),
    Column("issue", Text),
    Column("relation", String(16), nullable=False),
    Column("holder", Text),
    Column("holder_code", Text),
    Column("polarity", Text),
    Column("said", Date),
    Column("topic", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("from_at", Integer, nullable=False),
    Column("to_at", Integer, nullable=False),
    Index("stances_article", "article"),
    Index("stances_issue", "issue", "said"),
)

stance_parties = Table(
    "stance_parties",
    metadata,
    Column("stance", Integer, ForeignKey("stances.id"), primary_key=True, autoincrement=False),
    Column("code", Text, primary_key=True),
    Index("stance_parties_code", "code", "stance"),
)

# One event in the world. `standing` is "fact" (occurred, ongoing, denied) or "foreseen". `articles` counts all
# that report it, `reports` copies of one text once, `outlets` those that are independent. `disputed` is JSON: what
# the reports do not agree on (see `answers.Disagreement`), with ids of articles. `words` are those of the first report.
happenings = Table(
    "happenings",
    metadata,
    _id(),
    Column("root", String(16), nullable=False),
    Column("mode", Text),
    Column("act", String(16), nullable=False),
    Column("operators", Text, nullable=False),
    Column("standing", String(8), nullable=False),
    Column("status", String(16), nullable=False),
    Column("mutual", Boolean, nullable=False),
    Column("domestic", Boolean, nullable=False),
    Column("start", Date),
    Column("end", Date),
    Column("grain", String(8)),
    Column("expected_start", Date),
    Column("expected_end", Date),
    Column("expected_grain", String(8)),
    Column("place", Text),
    Column("place_code", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("quad", String(24), nullable=False),
    Column("score", Float, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("first_said", Date),
    Column("last_said", Date),
    Column("words", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("disputed", Text, nullable=False),
    Index("happenings_start", "start"),
    Index("happenings_root", "root", "start"),
)

# Who takes part, with the side that most reports give. `root` and the days of the reports, first to last, are
# repeated here: this is where a new report looks for its happening.
happening_parties = Table(
    "happening_parties",
    metadata,
    Column("happening", Integer, ForeignKey("happenings.id"), primary_key=True, autoincrement=False),
    Column("code", Text, primary_key=True),
    Column("side", String(9), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("root", String(16), nullable=False),
    Column("standing", String(8), nullable=False),
    Column("from_day", Date),
    Column("to_day", Date),
    Index("happening_parties_code", "code", "root", "from_day"),
)

# Whom a happening stands between; `other` is "" where only one party is known. `one` < `other`.
pairs = Table(
    "pairs",
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("happening", Integer, ForeignKey("happenings.id"), primary_key=True, autoincrement=False),
    Index("pairs_happening", "happening"),
    Index("pairs_other", "other", "one"),
)

# What a person judged: the event is (kind "together") or is not (kind "apart") the same as the other one. Events
# are named by article and by what does not change when they are read again.
judgements = Table(
    "judgements",
    metadata,
    _id(),
    Column("kind", String(8), nullable=False),
    Column("article", Integer, nullable=False),
    Column("event", Text, nullable=False),
    Column("other_article", Integer, nullable=False),
    Column("other_event", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made", DateTime, nullable=False),
    Column("undone", DateTime),
    Index("judgements_article", "article"),
    Index("judgements_other", "other_article"),
)

# What is expected between two parties (`other` is "" where only one is known), and what became of it. `status` is
# open, kept, cancelled or refused; whether an open one is due or missed depends on the day of asking.
expectations = Table(
    "expectations",
    metadata,
    _id(),
    Column("one", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("act", String(16)),
    Column("status", String(12), nullable=False),
    Column("start", Date),
    Column("end", Date),
    Column("grain", String(8)),
    Column("place", Text),
    Column("place_code", Text),
    Column("opened", Date, nullable=False),
    Column("last", Date, nullable=False),
    Index("expectations_pair", "one", "other"),
    Index("expectations_other", "other"),
)

# The steps of its life: what each happening was in it, and the window and place that it told.
steps = Table(
    "steps",
    metadata,
    Column("expectation", Integer, ForeignKey("expectations.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(12), nullable=False),
    Column("said", Date, nullable=False),
    Column("happening", Integer, nullable=False),
    Column("start", Date),
    Column("end", Date),
    Column("grain", String(8)),
    Column("place", Text),
    Index("steps_happening", "happening"),
)

# Pairs of parties whose happenings have changed since their expectations were told.
stale_pairs = Table(
    "stale_pairs",
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True),
)
