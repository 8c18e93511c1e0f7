"""The pictures of the documentation, taken of the demo world: `make pictures`.

Starts a site of its own, lets it film its dozen clips, and writes docs/pictures/. Takes some minutes.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import django
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Browser, Page

from sora_site.embedded import engines
from sora_site.embedded.children import free_port
from sora_site.processes import ROOT, Processes
from tests.browser.chromium import MISSING, chromium, find_chromium

PICTURES = ROOT / "docs" / "pictures"
RENDERED = 180_000  # ms
LARGEST = 400 * 1024  # bytes; what is larger gets a palette
PROMPT = (
    "Golden hour at the pier. @rahel surfs past a lighthouse while Captain Nimbus shares a Northstar Cola."
)
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 1.5,
    "has_touch": True,
    "is_mobile": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
SIZES = {"phone": PHONE, "desktop": DESKTOP}


class Picture(NamedTuple):
    name: str
    handle: str
    path: str
    prepare: Callable[[Page], None]
    themes: tuple[str, ...] = ("dark",)


def feed(page: Page) -> None:
    """Far enough into the clip for something to happen, and at rest."""
    page.wait_for_function("() => document.querySelector('video')?.currentTime > 4.5", timeout=60_000)


def composer(page: Page) -> None:
    page.locator(":is(.rail .cta, .bar .make):visible").click()
    sheet = page.get_by_test_id("composer-sheet")
    sheet.get_by_role("textbox").press_sequentially(PROMPT)
    sheet.locator("mark.no").wait_for()
    sheet.get_by_test_id("finding").nth(1).wait_for()


def drafts(page: Page) -> None:
    """One that is ready, and one on its way."""
    _order(page, "A hedgehog sails in a hot air balloon over mountains at sunrise")
    page.locator("#job-page[data-state=ready]").wait_for(timeout=RENDERED)
    _order(page, "An owl reads a book in the forest at night")
    page.goto("/drafts/")
    page.wait_for_function("() => document.querySelector('.job-row progress')?.value > 30", timeout=RENDERED)
    pictures_loaded(page)


def _order(page: Page, words: str) -> None:
    page.goto(f"/create/?text={quote(words)}")
    page.locator("main [data-generate][aria-disabled=false]").click()
    page.wait_for_url("**/jobs/**")


def pictures_loaded(page: Page) -> None:
    """Those on the screen: what lies further down loads when somebody comes there."""
    page.wait_for_function(
        "() => [...document.images].every((it) => it.complete || it.getBoundingClientRect().y > innerHeight)"
    )


PLAN = (
    Picture("feed", "oda", "/", feed, ("dark", "light")),
    Picture("composer", "takumi", "/", composer),
    Picture("rights", "oda", "/rights/?q=nim", pictures_loaded),
    Picture("drafts", "wren", "/drafts/", drafts),
    Picture("inbox", "mika", "/inbox/", pictures_loaded),
    Picture("flagged", "ines", "/moderation/", pictures_loaded),
    Picture("likeness", "lucia", "/likeness/", pictures_loaded),
    Picture("rules", "lucia", "/likeness/rules/", pictures_loaded),
    Picture("appearances", "lucia", "/likeness/clips/", pictures_loaded),
    Picture("change", "lucia", "/likeness/change/?change=narrow&to=only_me", pictures_loaded),
    Picture("this-is-me", "lucia", "/this-is-me/", pictures_loaded),
    Picture("console-overview", "nimbus", "/rights/console/", pictures_loaded, ("dark", "light")),
    Picture("console-permissions", "nimbus", "/rights/console/permissions/", pictures_loaded),
    Picture("console-requests", "nimbus", "/rights/console/requests/", pictures_loaded),
)


def main() -> None:
    path = find_chromium()
    if path is None:
        sys.exit(MISSING)
    with demo_site() as url, chromium(path) as browser:
        shoot(browser, url)


@contextmanager
def demo_site() -> Iterator[str]:
    """A site of its own with all clips of the demo world."""
    with (
        tempfile.TemporaryDirectory(prefix="assent-pictures-") as name,
        engines(Path(name) / "engines", durable=False) as at,
    ):
        port = free_port()
        os.environ |= _settings(Path(name), port) | {
            "DATABASE_URL": at.database_url,
            "REDIS_URL": at.redis_url,
        }
        processes = Processes(os.environ, port=port, log=Path(name) / "site.log")
        processes.prepare()
        with processes:
            processes.wait_until_healthy()
            django.setup()
            _film()
            yield os.environ["SITE_URL"]


def _settings(folder: Path, port: int) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "sora_site.settings",
        "SECRET_KEY": "only-for-pictures",
        "DEBUG": "0",
        "DATA_DIR": str(folder),
        "ALLOWED_HOSTS": "localhost",
        "SITE_URL": f"http://localhost:{port}",
        "DEVELOPMENT_REGION": "US",
    }


def _film() -> None:
    call_command("seed_demo")
    call_command("film_demo")


def shoot(browser: Browser, url: str, plan: tuple[Picture, ...] = PLAN) -> None:
    """Take every picture of the site at `url`, whose demo world is there."""
    from moderation.demo.people import EVERYONE  # noqa: PLC0415 (needs Django set up)

    people = {person.handle: person for person in EVERYONE}
    PICTURES.mkdir(parents=True, exist_ok=True)
    for picture in plan:
        person = people[picture.handle]
        for size, options in SIZES.items():
            for theme in picture.themes:
                name = f"{picture.name}-{size}" + ("-light" if theme == "light" else "")
                dressed = options | {"color_scheme": theme}  # the demo people's devices choose
                with _window(browser, url, (person.handle, person.password), dressed) as page:
                    page.goto(picture.path)
                    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
                    picture.prepare(page)
                    _save(page.screenshot(animations="disabled"), PICTURES / f"{name}.png")


@contextmanager
def _window(browser: Browser, url: str, who: tuple[str, str], options: dict[str, Any]) -> Iterator[Page]:
    context = browser.new_context(base_url=url, **options)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto("/login/")
    page.get_by_label("Handle or e-mail address").fill(who[0])
    page.get_by_label("Password").fill(who[1])
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda address: "/login/" not in address)
    yield page
    context.close()


def _save(png: bytes, path: Path) -> None:
    picture = Image.open(BytesIO(png)).convert("RGB")
    picture.save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        picture.quantize(256, Image.Quantize.FASTOCTREE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
