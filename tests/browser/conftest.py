"""A real browser for the tests of pages: headless Chromium, one for all of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

# A browser looks for updates and the like unless it is told not to.
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-quic", "--disable-sync",
         "--no-first-run")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def _missing(why: str) -> None:
    """Fail where a browser is required, else skip with the reason."""
    if os.environ.get("WENGERT_REQUIRE_BROWSER") == "1":
        pytest.fail(f"WENGERT_REQUIRE_BROWSER=1, but {why}", pytrace=False)
    pytest.skip(why)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        _missing(f"there is no browser here: none of {', '.join(BROWSERS)}")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", *QUIET])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page of its own; at the end it must have loaded nothing from elsewhere and complained about nothing."""
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: request.url.startswith("file:") or complaints.append(request.url))
    yield page
    context.close()
    assert [] == complaints
