"""What all tests share: the knowledge that ships, loaded once."""

from __future__ import annotations

import pytest

from detente.knowledge import Knowledge


@pytest.fixture(scope="session")
def known() -> Knowledge:
    return Knowledge()
