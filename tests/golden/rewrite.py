"""Write the records of the golden articles and README's example anew: `make golden`, then `git diff`."""

from __future__ import annotations

from detente.knowledge import Knowledge
from tests.cli.readme import README, rewritten
from tests.golden.articles import golden, record


def main() -> None:
    known = Knowledge()
    for path, article in golden():
        text = record(article, known)
        changed = not path.exists() or path.read_text(encoding="utf-8") != text
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"{'changed' if changed else 'the same'}  {path.parent.name}")
    README.write_text(rewritten(known), encoding="utf-8")


if __name__ == "__main__":
    main()
