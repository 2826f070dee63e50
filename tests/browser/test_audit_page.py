"""The page of an audit in a real browser."""

import pytest

from auditreports import CLEAN, LIMITED, TROUBLED, WRONG, nasty
from wengert.auditor.report.page import page as written

ALL = [WRONG, CLEAN, LIMITED, TROUBLED, WRONG, nasty()]

CONTRASTS = """() => {
    const channels = css => css.match(/[\\d.]+/g).map(Number);
    const linear = c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
    const behind = element => {
        for (; element; element = element.parentElement) {
            const found = channels(getComputedStyle(element).backgroundColor);
            if (found.length < 4 || found[3] > 0) return found;
        }
        return [255, 255, 255];
    };
    const texts = "h1,h2,h3,p,a,td,th,pre,li,i,b,code,small,summary,caption,figcaption,.badge,label";
    return [...document.querySelectorAll(texts)].map(element => {
        const [one, other] = [light(channels(getComputedStyle(element).color)), light(behind(element))];
        return [(Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05), element.outerHTML.slice(0, 80)];
    });
}"""


@pytest.fixture
def audit(page, tmp_path):
    """The page of six audits, opened from its file; the browser may load and run nothing else."""
    path = tmp_path / "audit.html"
    path.write_text(written(ALL), encoding="utf-8")
    page.goto(path.as_uri())
    return page


def colour(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize("width", [360, 1000, 1900])
def test_a_page_is_as_wide_as_the_window(audit, width):
    """What is wider scrolls within itself."""
    audit.set_viewport_size({"width": width, "height": 700})
    assert width == audit.evaluate("document.documentElement.scrollWidth")


def test_light_and_dark_can_be_chosen_without_a_script(audit):
    """For the page and its drawings; at first as the reader's system has it."""
    card = "getComputedStyle(document.querySelector('svg rect')).fill"
    for system, chosen in [("dark", "auto"), ("light", "auto"), ("light", "dark"), ("dark", "light")]:
        audit.emulate_media(color_scheme=system)
        audit.check(f"#{chosen}")
        dark = "dark" == (system if chosen == "auto" else chosen)
        assert dark == (colour(audit) == "rgb(15, 19, 25)")
        assert dark == (audit.evaluate(card) == "rgb(24, 43, 33)")


@pytest.mark.parametrize("system", ["light", "dark"])
def test_every_text_can_be_read(audit, system):
    """Its contrast to what it stands on is at least 4.5 to 1."""
    audit.emulate_media(color_scheme=system)
    contrasts = audit.evaluate(CONTRASTS)
    assert len(contrasts) > 100
    assert [] == [text for contrast, text in contrasts if contrast < 4.5]


def test_a_row_leads_to_its_card(audit):
    """By its name."""
    audit.click("text=deep.py:Value")
    assert audit.url.endswith("#c3")


def test_the_mistake_is_told_on_demand(audit):
    """The steps are folded away at first."""
    table = audit.locator("details table").first
    assert not table.is_visible()
    audit.locator("summary").first.click()
    assert table.is_visible()
