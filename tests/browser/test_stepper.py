"""The page that steps through a sweep, and the animated SVG, in a real browser."""

import pytest

import wengert as wg
from wengert import Value

VISIBLE = """key => [...document.querySelectorAll(`[data-key="${key}"]`)]
    .filter(card => getComputedStyle(card).visibility === "visible")
    .map(card => [...card.querySelectorAll("text")].at(-1).textContent)"""


def used_again():
    """a·b + a: five steps backward after two forward."""
    a, b = Value(2.0, label="a"), Value(4.0, label="b")
    return a * b + a


@pytest.fixture
def stepper(page, tmp_path):
    """The page of a·b + a, opened from its file."""
    path = tmp_path / "steps.html"
    wg.steps(used_again()).save(path)
    page.goto(path.as_uri())
    return page


def gradient(page, key):
    """What the one visible card of a node says of its gradient."""
    (text,) = page.evaluate(VISIBLE, key)
    return text


def count(page):
    return page.inner_text("#count")


def test_it_begins_before_the_first_step(stepper):
    """With the numbers that are given, and dashes for the rest."""
    assert "0 / 7" == count(stepper)
    assert "Before the first step: the numbers that are given" == stepper.inner_text("#caption")
    assert ["–"] * 4 == [gradient(stepper, f"v{i}") for i in range(4)]


def test_buttons_go_step_by_step(stepper):
    """Forward, back, to either end; a gradient under way says so."""
    for _ in range(5):
        stepper.click("#forward")
    assert "5 / 7" == count(stepper)
    assert "1 (1 of 2)" == gradient(stepper, "v0")
    assert "y passes 1 × 1 = 1 to a, 1 of 2" == stepper.inner_text("#caption")
    stepper.click("#forward")
    assert "5" == gradient(stepper, "v0")
    stepper.click("#back")
    assert "1 (1 of 2)" == gradient(stepper, "v0")
    stepper.click("#last")
    assert ("7 / 7", "2") == (count(stepper), gradient(stepper, "v1"))
    stepper.click("#first")
    assert ("0 / 7", "–") == (count(stepper), gradient(stepper, "v1"))


@pytest.mark.parametrize("focus", [None, "#scrub", "#forward", "#predict"])
def test_keys_do_the_same_wherever_the_focus_is(stepper, focus):
    """Arrows one step, Home and End to the ends, and each key once."""
    if focus:
        stepper.focus(focus)
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight", "ArrowLeft", "Home", "ArrowLeft"):
        stepper.keyboard.press(key)
        seen.append(count(stepper)[0])
    assert ["1", "2", "1", "7", "7", "6", "0", "0"] == seen


def test_the_space_bar_on_a_button_presses_it(stepper):
    """And does not play as well."""
    stepper.focus("#forward")
    stepper.keyboard.press(" ")
    assert ("1 / 7", "play") == (count(stepper), stepper.inner_text("#play"))
    stepper.focus("#predict")
    stepper.keyboard.press(" ")
    assert stepper.is_checked("#predict")
    assert "play" == stepper.inner_text("#play")


def test_the_slider_scrubs(stepper):
    """Its value is the step."""
    stepper.fill("#scrub", "6")
    assert ("6 / 7", "5") == (count(stepper), gradient(stepper, "v0"))
    assert "step 6 of 7" == stepper.get_attribute("#scrub", "aria-valuetext")


def test_one_edge_and_one_card_are_marked(stepper):
    """By a glow and a ring, which nothing else has."""
    marks = """() => [...document.querySelectorAll(".mark")]
        .filter(mark => getComputedStyle(mark).visibility === "visible")
        .map(mark => [mark.querySelectorAll("path").length, mark.querySelectorAll("rect").length])"""
    assert [] == stepper.evaluate(marks)
    stepper.fill("#scrub", "5")
    assert [[1, 1]] == stepper.evaluate(marks)


def test_it_plays_by_itself_and_pauses(stepper):
    """The space bar starts it, again pauses it; it stops at the end, and then starts anew."""
    stepper.clock.install()
    stepper.reload()
    stepper.keyboard.press(" ")
    assert "pause" == stepper.inner_text("#play")
    stepper.clock.run_for(1300 * 3)
    assert "3 / 7" == count(stepper)
    stepper.keyboard.press(" ")
    stepper.clock.run_for(1300 * 3)
    assert ("3 / 7", "play") == (count(stepper), stepper.inner_text("#play"))
    stepper.keyboard.press(" ")
    stepper.clock.run_for(1300 * 20)
    assert ("7 / 7", "play") == (count(stepper), stepper.inner_text("#play"))
    stepper.click("#play")
    assert "0 / 7" == count(stepper)


def test_a_gradient_can_be_predicted_before_it_is_shown(stepper):
    """Neither the card nor the words give it away; a guess is answered."""
    stepper.check("#predict")
    stepper.fill("#scrub", "6")
    assert "1 (1 of 2)" == gradient(stepper, "v0")
    assert stepper.inner_text("#caption").startswith("a·b passes 1 × 4 to a, which has 1")
    assert "5" not in stepper.inner_text("#caption")
    stepper.fill("#guess", "4")
    stepper.keyboard.press("Enter")
    assert "5" == gradient(stepper, "v0")
    assert stepper.inner_text("#caption").startswith("No: it is 5.")
    stepper.keyboard.press("ArrowLeft")
    assert "5 / 7" == count(stepper)
    stepper.fill("#guess", "1.0")
    stepper.click("#reveal")
    assert stepper.inner_text("#caption").startswith("Right: it is 1.")
    stepper.fill("#scrub", "1")
    assert stepper.is_disabled("#reveal")
    stepper.uncheck("#predict")
    assert not stepper.is_visible("#guess")


def test_mistakes_are_in_another_colour(page, tmp_path):
    """And the last frame says what is wrong."""
    x = Value(2.0, label="x")
    y = x * x
    wg.steps(y + y * y, order="breadth-first").save(tmp_path / "wrong.html")
    page.goto((tmp_path / "wrong.html").as_uri())
    colour = "() => getComputedStyle(document.getElementById('caption')).color"
    plain = page.evaluate(colour)
    page.keyboard.press("End")
    assert "x has 4, true is 36" in page.inner_text("#caption")
    assert plain != page.evaluate(colour)


def test_hostile_labels_do_nothing(page, tmp_path):
    """The fixture fails if anything runs or is complained about."""
    x = Value(2.0, label="</script><img src=x onerror=alert(1)>")
    wg.steps(x * x).save(tmp_path / "hostile.html")
    page.goto((tmp_path / "hostile.html").as_uri())
    assert 0 == page.locator("img").count()
    page.keyboard.press("End")
    assert "4 / 4" == count(page)


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_svg_moves_unless_less_motion_is_preferred(page, tmp_path, motion):
    """At its beginning it shows the first frame, or else the last."""
    wg.steps(used_again()).save(tmp_path / "steps.svg")
    page.emulate_media(reduced_motion=motion)
    svg = (tmp_path / "steps.svg").read_text(encoding="utf-8")
    (tmp_path / "page.html").write_text(f"<!DOCTYPE html>{svg}", encoding="utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    page.evaluate("() => document.getAnimations().forEach(a => { a.pause(); a.currentTime = 100; })")
    assert ("–" if motion == "no-preference" else "5") == gradient(page, "v0")
    if motion == "no-preference":
        page.evaluate("() => document.getAnimations().forEach(a => { a.currentTime = 1500 * 5 + 100; })")
        assert "1 (1 of 2)" == gradient(page, "v0")
        page.evaluate("() => document.getAnimations().forEach(a => { a.currentTime = 1500 * 9.9; })")
        assert "5" == gradient(page, "v0")


def test_it_is_seen_in_the_dark_and_without_scripts(browser, tmp_path):
    """The page follows the system; without scripts it shows the end."""
    wg.steps(used_again()).save(tmp_path / "steps.html")
    context = browser.new_context(color_scheme="dark", java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "steps.html").as_uri())
    assert page.is_visible("noscript")
    assert "7 / 7" == count(page)
    context.close()
