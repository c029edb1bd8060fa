"""The built site in a real browser, served under a sub-path as Pages does."""

from __future__ import annotations

import importlib.resources
import json
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from tests.site.conftest import Site, open_page

pytestmark = pytest.mark.browser

NOTES = (
    "programming/sorting-and-searching/",
    "mathematics/gradients-and-descent/",
    "machine-learning/k-means/",
)
NOTEBOOKS = tuple(f"{note}notebook/" for note in NOTES)
PAGES = (
    "",
    "roadmap/",
    "review/",
    "programming/",
    "mathematics/",
    "machine-learning/",
    "deep-learning/",
    *NOTES,
    *NOTEBOOKS,
    "programming/projects/command-line-tool/",
    "api/",
    "api/ml/cluster/",
    "api/mathematics/optimize/",
    "log/",
    "log/the-site-stands/",
    "glossary/",
    "notation/",
    "tags/",
    "about/",
    "404.html",
)


@pytest.mark.parametrize("path", PAGES)
def test_page_asks_no_third_party_and_has_no_errors(
    browser: Browser, site: Site, path: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 4000})
    page = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("requestfailed", lambda request: errors.append(f"failed: {request.url}"))
    page.on("response", lambda r: errors.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto(site.url + path, wait_until="networkidle")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    foreign = [url for url in requests if not url.startswith((site.url, "data:", "blob:"))]
    assert foreign == []
    assert errors == []
    context.close()


AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser: Browser, site: Site, path: str, dark: bool) -> None:
    page = open_page(browser, site, path, dark=dark)
    scheme = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    assert scheme == ("slate" if dark else "default")
    # A colour that is still fading into another is neither of the two.
    page.wait_for_function("document.getAnimations().every(a => a.playState !== 'running')")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"][:3]
    ]
    assert told == []
    page.context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("chosen", [None, "default", "slate"])
def test_first_picture_has_the_right_theme(
    browser: Browser, site: Site, dark: bool, chosen: str | None
) -> None:
    """The theme's script comes late; a dark page that starts white hurts, and its colours fade."""
    context = browser.new_context(color_scheme="dark" if dark else "light")
    page = context.new_page()
    page.route("**/assets/javascripts/bundle.*.js", lambda route: route.abort())
    if chosen:
        colour = {"media": "", "scheme": chosen, "primary": "custom", "accent": "custom"}
        value = json.dumps(json.dumps({"index": 1, "color": colour}))
        page.add_init_script(f"localStorage.setItem('/journey/.__palette', {value})")
    page.goto(site.url, wait_until="load")
    scheme = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    assert scheme == (chosen or ("slate" if dark else "default"))
    context.close()


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_screen(
    browser: Browser, site: Site, path: str, width: int
) -> None:
    page = open_page(browser, site, path, width=width, height=740)
    wide = page.evaluate(
        """() => {
          const limit = document.documentElement.clientWidth;
          const scrolls = (e) => {
            for (let p = e.parentElement; p; p = p.parentElement) {
              const flow = getComputedStyle(p).overflowX;
              if (flow === 'auto' || flow === 'scroll' || flow === 'hidden' || flow === 'clip')
                return true;
            }
            return false;
          };
          const found = [];
          if (document.documentElement.scrollWidth > limit)
            found.push('page ' + document.documentElement.scrollWidth);
          for (const e of document.querySelectorAll('.md-content *, .md-footer *, .md-header *')) {
            const box = e.getBoundingClientRect();
            if (box.width && box.right > limit + 1 && !scrolls(e))
              found.push(e.tagName + '.' + e.className + ' ' + Math.round(box.right));
          }
          return found.slice(0, 5);
        }"""
    )
    assert wide == []
    page.context.close()


@pytest.mark.parametrize("path", [*NOTES, "machine-learning/k-means/notebook/", "notation/"])
def test_maths_is_typeset(browser: Browser, site: Site, path: str) -> None:
    page = open_page(browser, site, path)
    page.wait_for_function("document.fonts.status === 'loaded'")
    state = page.evaluate(
        r"""() => ({
          maths: [...document.querySelectorAll('.md-content math')]
            .filter((m) => !m.closest('details:not([open])'))
            .map((m) => m.getBoundingClientRect()).map((b) => Math.min(b.width, b.height)),
          raw: document.querySelector('.md-content').innerText
            .match(/\\\(|\\\[|\$\$|\\frac/g) || [],
          broken: document.querySelectorAll('merror').length,
          font: document.fonts.check('16px "STIX Two Math"'),
        })"""
    )
    assert len(state["maths"]) >= 1
    assert min(state["maths"]) > 2
    assert state["raw"] == []
    assert state["broken"] == 0
    assert state["font"] is True
    page.context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", [NOTES[2], NOTEBOOKS[2]])
def test_figures_follow_the_theme_and_keep_their_place(
    browser: Browser, site: Site, path: str, dark: bool
) -> None:
    page = open_page(browser, site, path, dark=dark, height=20_000)
    page.wait_for_load_state("networkidle")
    pictures = page.evaluate(
        """() => [...document.querySelectorAll('.md-content figure img')].map((i) => ({
          shown: i.getBoundingClientRect().height > 0, loaded: i.naturalWidth > 0,
          src: i.getAttribute('src'), alt: i.alt, width: i.getAttribute('width'),
          height: i.getAttribute('height') }))"""
    )
    assert pictures
    shown = [picture for picture in pictures if picture["shown"]]
    assert len(shown) * 2 == len(pictures)
    theme = "-dark." if dark else "-light."
    for picture in shown:
        assert theme in picture["src"]
        assert picture["loaded"], picture
        assert len(picture["alt"]) >= 20
        assert int(picture["width"]) > 0
        assert int(picture["height"]) > 0
    page.context.close()


def test_instant_navigation_keeps_maths_and_figures(browser: Browser, site: Site) -> None:
    page = open_page(browser, site, NOTES[2], height=3000)
    page.evaluate("window.__kept = 'yes'")
    for path in (NOTEBOOKS[2], NOTES[2]):
        page.locator(".md-content a[href]:visible").first.wait_for()
        target = page.evaluate(
            "(path) => [...document.querySelectorAll('.md-content a')]"
            ".findIndex((a) => a.href === path)",
            site.url + path,
        )
        assert target >= 0, f"no link to {path}"
        page.locator(".md-content a").nth(target).click()
        page.wait_for_url(site.url + path)
        page.wait_for_function("document.querySelectorAll('.md-content math').length > 0")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.__kept") == "yes", "the page was loaded anew"
        assert (
            page.evaluate(
                "document.querySelector('.md-content math').getBoundingClientRect().width"
            )
            > 2
        )
        assert page.evaluate(
            "[...document.querySelectorAll('.md-content figure img')]"
            ".some((i) => i.getBoundingClientRect().height > 0 && i.naturalWidth > 0)"
        )
    page.context.close()


def test_navigation_by_keyboard(browser: Browser, site: Site) -> None:
    page = open_page(browser, site, NOTES[0])
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.className")
    assert "md-skip" in focused
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)  # the theme scrolls there and gives the focus back to the page
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                """() => { const e = document.activeElement; const s = getComputedStyle(e);
                const b = e.getBoundingClientRect();
                return {tag: e.tagName, name: e.className, seen: b.width > 0 && b.height > 0,
                        ring: s.outlineStyle !== 'none' || s.boxShadow !== 'none'}; }"""
            )
        )
    reached = [item for item in reached if item["tag"] != "BODY"]
    assert len(reached) >= 12
    assert all(item["seen"] for item in reached), reached
    assert all(item["ring"] for item in reached), reached
    page.context.close()


@pytest.mark.parametrize("reach", ["key", "pointer", "address"])
def test_the_search_index_waits_until_the_search_is_wanted(
    browser: Browser, site: Site, reach: str
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site.url)))
    page.goto(site.url + ("?q=silhouette" if reach == "address" else ""))
    page.wait_for_load_state("networkidle")
    if reach != "address":
        assert "search/search_index.json" not in asked
    if reach == "key":
        page.keyboard.press("/")
        page.wait_for_function("document.activeElement.name === 'query'")
        page.keyboard.type("silhouette")
    elif reach == "pointer":
        page.locator("input.md-search__input").click()
        page.locator("input.md-search__input").fill("silhouette")
    page.wait_for_selector(".md-search-result__link[href*='k-means']")
    assert asked.count("search/search_index.json") == 1
    page.context.close()


def test_a_link_to_the_middle_of_a_page_keeps_its_place(browser: Browser, site: Site) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    page.goto(site.url + "machine-learning/k-means/")
    target = page.evaluate("[...document.querySelectorAll('.j-exercise[id]')].at(-1).id")
    page.goto("about:blank")
    page.goto(f"{site.url}machine-learning/k-means/#{target}")
    page.wait_for_function("document.querySelectorAll('.j-question [type=radio]').length")
    page.wait_for_timeout(1000)
    top = page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", target)
    assert 0 < top < 130, "what the scripts made above it pushed it away"
    page.context.close()


def test_search_by_keyboard(browser: Browser, site: Site) -> None:
    page = open_page(browser, site, "")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.name === 'query'")
    page.keyboard.type("elbow inertia silhouette", delay=20)
    # While the words come in, others are first for a moment.
    page.wait_for_selector(
        ".md-search-result__item:first-child > .md-search-result__link[href*='k-means']"
    )
    page.wait_for_timeout(500)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/k-means/**")
    page.context.close()


QUESTIONS = yaml.safe_load(
    Path(__file__).with_name("search_questions.yml").read_text(encoding="utf-8")
)


def test_search_answers_real_questions(browser: Browser, site: Site) -> None:
    page = open_page(browser, site, "")
    page.wait_for_load_state("networkidle")
    missed = []
    for question, expected in QUESTIONS.items():
        page.goto(f"{site.url}?q={question.replace(' ', '+')}", wait_until="load")
        page.wait_for_function(
            "document.querySelector('.md-search-result__meta')"
            "?.innerText.match(/document|No match/)"
        )
        page.wait_for_timeout(50)
        found = page.evaluate(
            "[...document.querySelectorAll('.md-search-result__item > .md-search-result__link')]"
            ".slice(0, 3).map((a) => a.href)"
        )
        places = [url.removeprefix(site.url).split("?")[0].split("#")[0] for url in found]
        wanted = [expected] if isinstance(expected, str) else expected
        if not set(wanted) & set(places):
            missed.append(f"{question!r}: expected {wanted}, got {places}")
    assert missed == []
    page.context.close()


def test_phase_page_shows_what_it_proves_on_the_first_screen(browser: Browser, site: Site) -> None:
    for slug in ("programming", "mathematics", "machine-learning"):
        page = open_page(browser, site, f"{slug}/", width=360, height=740)
        proof = page.locator("[data-proof]").first
        box = proof.bounding_box()
        assert box, f"{slug}: no proof is shown"
        assert box["y"] < 600, f"{slug}: the first proof starts at {box['y']:.0f} px of 740"
        page.context.close()


def test_print_leaves_the_page_alone(browser: Browser, site: Site) -> None:
    page = open_page(browser, site, NOTES[1])
    page.emulate_media(media="print")
    for part in (".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".md-top"):
        for item in page.locator(part).all():
            assert not item.is_visible(), f"{part} is printed"
    assert page.locator(".md-content h1").is_visible()
    page.context.close()


def test_not_found_page_helps_at_any_depth(browser: Browser, site: Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    response = page.goto(site.url + "no/such/page/at/all/", wait_until="load")
    assert response
    assert response.status == 404
    assert page.locator(".md-content a[href]").count() >= 3
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position")
    for link in page.evaluate("[...document.querySelectorAll('.md-content a')].map((a) => a.href)"):
        assert link.startswith(site.url), link
        assert (context.request.get(link)).status == 200, link
    context.close()


def test_short_phase_addresses_lead_on(browser: Browser, site: Site) -> None:
    page = open_page(browser, site, "3/")
    page.wait_for_url(site.url + "machine-learning/")
    page.context.close()


@pytest.mark.parametrize("path", [p for p in PAGES if p != "404.html"])
def test_head_of_the_page(site: Site, path: str) -> None:
    import io
    import re

    from PIL import Image

    text = (site.folder / path / "index.html").read_text(encoding="utf-8")
    meta = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', text))
    for name in ("description", "og:title", "og:description", "og:url", "og:image:alt"):
        assert meta.get(name, "").strip(), f"{path}: no {name}"
    assert meta["twitter:card"] == "summary_large_image"
    assert meta["og:image"].startswith(site.url)
    card = (site.folder / meta["og:image"].removeprefix(site.url)).read_bytes()
    assert Image.open(io.BytesIO(card)).size == (1200, 630)
    assert len(card) < 120_000
    data = json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)[1]
    )
    assert data["@context"] == "https://schema.org"
    assert data["url"] == site.url + path
    assert f'<link rel="canonical" href="{site.url}{path}"' in text


def test_feed_and_sitemap(site: Site) -> None:
    feed = (site.folder / "feed_rss_created.xml").read_text(encoding="utf-8")
    assert f"{site.url}log/the-site-stands/" in feed
    sitemap = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
    for path in PAGES:
        if path != "404.html":
            assert f"<loc>{site.url}{path}</loc>" in sitemap


def test_notebook_pages_are_light(site: Site) -> None:
    for path in NOTEBOOKS:
        size = (site.folder / path / "index.html").stat().st_size
        assert size <= 60_000, f"{path}: {size:,} bytes"
