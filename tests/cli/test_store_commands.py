"""The commands of the store, as a person meets them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from detente.cli import add as add_module
from detente.cli.app import app
from detente.store.versions import Versions

ARTICLES = [
    (
        "1",
        "AFP",
        "fr",
        "2021-04-14",
        "Le président américain Joe Biden a proposé mardi à Vladimir Poutine de tenir un sommet en Europe cet été.",
    ),
    (
        "2",
        "AP",
        "en",
        "2021-05-04",
        "Joe Biden said he hoped to meet Vladimir Putin in June. “We will talk about climate change”, Mr Biden said.",
    ),
    (
        "3",
        "AFP",
        "fr",
        "2021-05-25",
        "La Maison Blanche a annoncé mardi que Joe Biden et Vladimir Poutine se rencontreront le 16 juin à Genève.",
    ),
    ("4", "AP", "en", "2021-06-16", "Joe Biden and Vladimir Putin met in Geneva on Wednesday."),
    ("5", "AFP", "fr", "2021-06-17", "Joe Biden et Vladimir Poutine se sont rencontrés mercredi à Genève."),
]
FIELDS = ("id", "outlet", "lang", "published", "text")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with articles and a store that they were added to."""
    path = tmp_path_factory.mktemp("kept")
    lines = [json.dumps(dict(zip(FIELDS, a, strict=True))) for a in ARTICLES]
    (path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_STORE", str(path / "kept.db"))
        result = run("add", path / "a.jsonl", "--jobs", "2")
        assert (result.exit_code, result.stdout) == (
            0,
            f"{path}/kept.db: 5 added, 0 revised, 0 skipped, 0 refused\n",
        )
        yield path


def test_adding_again_skips(folder: Path) -> None:
    result = run("add", folder / "a.jsonl", "--verbose")
    assert (result.exit_code, result.stdout) == (
        0,
        f"{folder}/kept.db: 0 added, 0 revised, 5 skipped, 0 refused\n",
    )
    assert result.stderr.splitlines()[0] == f"detente: skipped: {folder}/a.jsonl, line 1 (is there already)"


def test_what_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    result = run("add", folder / "empty.txt", folder / "missing.txt", "--store", folder / "new.db")
    assert result.exit_code == 1
    assert result.stdout == f"{folder}/new.db: 0 added, 0 revised, 0 skipped, 2 refused\n"
    assert result.stderr.splitlines() == [
        f"detente: left out: {folder}/empty.txt: empty; give it a text or leave it out",
        f"detente: left out: {folder}/missing.txt: no such file; check the path",
    ]


def test_expectations_tell_the_life_in_a_line(folder: Path) -> None:
    _, _, life = run("expectations", "rus", "usa").stdout.splitlines()[0].partition("  ")
    assert life == (
        "CONSULT RUS–USA: proposed 2021-04-13 for 2021-06-01…2021-08-31 in Europe → hoped 2021-05-04 for 2021-06 "
        "→ announced 2021-05-25 for 2021-06-16 in Genève → kept 2021-06-16 in Geneva"
    )
    (line,) = run("expectations", "--due", "--on", "2021-06-10", "--format", "jsonl").stdout.splitlines()
    found = json.loads(line)
    assert (found["status"], [s["kind"] for s in found["steps"]]) == (
        "due",
        ["proposed", "hoped", "announced"],
    )
    assert run("expectations", "FRA").stdout == "Nothing is expected.\n"


def test_search_and_happening(folder: Path) -> None:
    hits = [
        json.loads(line)
        for line in run("search", "geneve", "--actor", "usa", "-f", "jsonl").stdout.splitlines()
    ]
    assert {h["article"] for h in hits} == {"3", "5"}
    number = next(h["happening"] for h in hits if h["kind"] == "event" and h["article"] == "5")
    shown = run("happening", number).stdout
    assert shown.startswith(f"{number}  CONSULT occurred\nUSA ⇄ RUS   2021-06-16, Geneva\n2 articles")
    for words in ("both CONSULT", "person/joe-biden", "4 e1", "5 e1"):
        assert words in shown
    assert "We will talk about climate change" in run("search", "climate").stdout
    assert run("search", "nowhere").stdout == "Nothing found.\n"


def test_judgements(folder: Path) -> None:
    (line,) = run(
        "search", "Geneva", "--kind", "event", "--root", "consult", "-f", "jsonl"
    ).stdout.splitlines()
    number = json.loads(line)["happening"]
    shown = run("happening", number, "--split", "5", "--reason", "another day").stdout
    assert "1 article, 1 without copies" in shown and "4 is not" not in shown
    line = next(part for part in shown.splitlines() if part.startswith("judgement"))
    assert "5 is not the event of 4: another day" in line
    shown = run("happening", number, "--undo", line.split()[1]).stdout
    assert "2 articles" in shown and "(undone" in shown


def test_revisions(folder: Path) -> None:
    url = "https://ap.example/7"
    base = {"id": "7", "outlet": "AP", "lang": "en", "published": "2021-07-01", "url": url}
    old = "The Russian and American ministers met in Geneva on Wednesday. They spoke for an hour."
    for text in (old, old.replace("Wednesday", "Tuesday") + " Russia expelled two American diplomats."):
        (folder / "r.jsonl").write_text(json.dumps({**base, "text": text}))
        run("add", folder / "r.jsonl")
    shown = run("revisions", url).stdout
    for words in ("revision 2", "- date: CONSULT «met»: 2021-06-30", "+ date: CONSULT «met»: 2021-06-29"):
        assert words in shown
    assert "+ text: Russia expelled two American diplomats." in shown
    assert "+ event: SANCTION occurred RUS → USA" in shown
    (line,) = run("revisions", "7", "--format", "jsonl").stdout.splitlines()
    assert json.loads(line)["changes"]


def test_reread_reads_what_is_out_of_date(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = folder / "kept.db"
    assert run("reread").stdout == f"{kept}: 0 reread\n"
    monkeypatch.setattr(add_module.versions, "current", lambda known, lang: Versions("0.2.0", "data"))
    before = run("expectations", "-f", "jsonl").stdout
    assert run("reread", "--jobs", "2").stdout == f"{kept}: 7 reread\n"
    assert run("reread", "--regroup").stdout == f"{kept}: 0 reread\n"
    assert run("expectations", "-f", "jsonl").stdout == before


ERRORS = {
    "no store": (["search", "x", "--store", "missing.db"], 1, "missing.db: no such store"),
    "no article": (["revisions", "nothing"], 1, "nothing: no such article"),
    "no happening": (["happening", "999"], 1, "happening 999: there is none"),
    "no such report": (["happening", "1", "--split", "zzz"], 1, "no report 'zzz'"),
    "two judgements": (["happening", "1", "--split", "1", "--join", "2"], 2, "one at a time"),
    "no kind": (["search", "x", "--kind", "photo"], 2, "is none of article, quote, event"),
    "no day": (["search", "x", "--since", "soon"], 2, "is no day"),
    "no sources": (["add"], 2, "Missing argument"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_errors(folder: Path, name: str) -> None:
    arguments, code, said = ERRORS[name]
    result = run(*arguments)
    assert result.exit_code == code
    assert said in " ".join(f"{result.stderr} {result.exception}".replace("│", " ").split())


def test_a_run_that_was_cut_off_is_grouped_by_the_next_question(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = folder / "cut.db"
    with monkeypatch.context() as patch:
        patch.setattr("detente.store.Store.group", lambda self: iter(()))
        run("add", folder / "a.jsonl", "--store", store)
    assert "kept 2021-06-16" in run("expectations", "--store", store).stdout


def test_every_command_shows_an_example() -> None:
    for command in ("add", "reread", "search", "happening", "expectations", "revisions"):
        assert f"detente {command}" in run(command, "--help").stdout
