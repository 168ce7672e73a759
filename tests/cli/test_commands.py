"""The commands, as a person meets them: what they print, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from detente.cli import app as module
from detente.cli.app import app

ARTICLE = "The Russian foreign minister met his American counterpart in Geneva on Wednesday."
USAGE_ERRORS = {
    "no paths": ["read"],
    "bad day": ["read", "a.txt", "--published", "yesterday"],
    "unknown language": ["read", "a.txt", "--lang", "xx"],
    "unknown format": ["read", "a.txt", "--format", "xml"],
    "no processes": ["read", "a.txt", "--jobs", "0"],
    "pipeline without a language": ["read", "a.txt", "--pipeline", "somewhere"],
    "pipeline of an unknown language": ["read", "a.txt", "--pipeline", "xx=somewhere"],
    "output that cannot be": ["read", "a.txt", "-o", "no/such/folder/a"],
    "unknown command": ["write"],
    "unknown option": ["read", "--fast"],
}


def run(*arguments: object, text: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=text)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE)
    return path


@pytest.mark.parametrize("arguments", USAGE_ERRORS.values(), ids=USAGE_ERRORS)
def test_usage_errors(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_read_prints_a_record_per_article_in_order(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({"id": str(i), "lang": "en", "text": ARTICLE}) for i in range(5)]
    path.write_text("\n".join([*lines[:2], "broken", *lines[2:]]))
    for jobs in (1, 2):
        result = run("read", "--format", "jsonl", "--jobs", jobs, path)
        records = [json.loads(line) for line in result.stdout.splitlines()]
        assert [r["article"]["id"] for r in records] == ["0", "1", "2", "3", "4"]
        assert all(r["schema"] == "detente/1" for r in records)
        assert result.exit_code == 1
        assert result.stderr.splitlines() == [
            f"detente: left out: {path}, line 3: not JSON (Expecting value); put one JSON object on each line"
        ]


def test_read_writes_one_list(article: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    result = run("read", article, article, "--format", "json", "-o", output)
    assert (result.exit_code, result.output) == (0, "")
    first, second = json.loads(output.read_text(encoding="utf-8"))
    assert first == second
    assert first["article"]["text"] == ARTICLE


def test_an_empty_list_is_a_list(tmp_path: Path) -> None:
    result = run("read", tmp_path, "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_read_for_the_eye(article: Path) -> None:
    result = run("read", article, "--published", "2021-05-21")
    assert result.exit_code == 0
    assert "published 2021-05-21" in result.stdout
    assert "CONSULT" in result.stdout
    assert "\x1b" not in result.stdout
    assert all(line == line.rstrip() for line in result.stdout.splitlines())


def test_options_do_not_override_the_article() -> None:
    line = json.dumps({"text": ARTICLE, "lang": "en", "published": "2020-01-02"})
    result = run("read", "-", "--format", "jsonl", "--published", "2021-05-21", "--lang", "fr", text=line)
    record = json.loads(result.stdout)
    assert (record["article"]["lang"], record["article"]["published"]) == ("en", "2020-01-02")


LEFT_OUT = {
    "nowhere.txt": None,
    "empty.txt": b"",
    "binary.txt": b"\0\1\2",
    "latin.txt": "Il a été reçu à l'Élysée.".encode("latin-1"),
    "german.txt": "Der Außenminister traf am Mittwoch seinen Amtskollegen in Genf.".encode(),
    "bad.jsonl": b"{",
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_cannot_be_read_costs_one_line(name: str, article: Path) -> None:
    path = article.parent / name
    if LEFT_OUT[name] is not None:
        path.write_bytes(LEFT_OUT[name] or b"")
    result = run("read", path, article, "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"detente: left out: {path}")


ODD = [
    "they met in geneva without punctuation",
    "THE MINISTER MET HIS COUNTERPART IN GENEVA.",
    "They met 🤝🏽 in Geneva 🇨🇭.",
    "\u200fThey met\u200f in Geneva.",
    "They met.\r\nThey left.\r\n",
    "The diplo\u00admats met in Ge\u00adneva.",
    "<p>They met&nbsp;in <b>Geneva</b>.</p>",
    "!!! ??? ... « » \" ' () []",
    "[bold]They met[/bold] in :smile: Geneva.",
    "a",
    "word " * 3000,
]


@pytest.mark.parametrize("text", ODD, ids=lambda text: repr(text[:24]))
def test_odd_texts_are_read(text: str) -> None:
    for format in ("jsonl", "text"):
        result = run("read", "-", "--lang", "en", "--format", format, text=text)
        assert (result.exit_code, result.stderr) == (0, "")


def test_a_missing_pipeline_is_one_line(article: Path) -> None:
    result = run("read", article, "--lang", "en", "--pipeline", "en=/no/such/pipeline")
    assert result.exit_code == 1
    assert "pipeline" in str(result.exception)


def test_explain(article: Path) -> None:
    result = run("explain", article, "--event", "e1", "--published", "2021-05-21")
    assert result.exit_code == 0
    for word in ("CONSULT", "«met»", "en.consult", "before publication on Friday 2021-05-21"):
        assert word in result.stdout


def test_explain_names_the_events_there_are(article: Path) -> None:
    result = run("explain", article, "--event", "e99")
    assert result.exit_code == 1
    assert "it has e1" in str(result.exception)


def test_who() -> None:
    result = run("who", "the Russian foreign minister", "--on", "2021-05-19", "--lang", "en")
    assert result.exit_code == 0
    assert "Sergey Lavrov" in result.stdout


def test_unresolved(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    actor = {"name": "the rebels", "code": None, "mentions": [{"start": 0, "end": 3}] * 2}
    path.write_text(json.dumps({"actors": [actor, {**actor, "code": "RUS"}]}))
    assert run("unresolved", path).stdout == "2\tthe rebels\n"


@pytest.mark.parametrize("arguments", [["doctor"], ["world", "check"]])
def test_the_installation_is_sound(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0, result.stdout


def test_every_command_shows_an_example() -> None:
    for command in ("read", "explain", "who", "unresolved", "doctor"):
        assert f"detente {command}" in run(command, "--help").stdout


def test_errors_end_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["detente", "explain", "nowhere.txt"])
    with pytest.raises(SystemExit) as ended:
        module.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == "detente: left out: nowhere.txt: no such file; check the path\n"
