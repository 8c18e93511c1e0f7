"""What a page looks like to people who need it to be well made: axe's rules, and narrow screens."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = {"phone": (390, 844), "desktop": (1440, 900)}
THEMES = ("dark", "light")
NARROWEST = 320
# Colors fade from one theme to the other: look when they have.
WEAR = """async (theme) => {
  document.documentElement.dataset.theme = theme;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  for (const fading of document.getAnimations()) if (fading instanceof CSSTransition) fading.finish();
  await frame();
}"""
RUN = """async (rules) => {
  const { violations } = await axe.run({ runOnly: rules, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`));
}"""


def look(page: Page) -> list[str]:
    """What is wrong with the page, in both themes, on a phone and on a desk."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for name, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for theme in THEMES:
            page.evaluate(WEAR, theme)
            found += [f"{name}, {theme}: {violation}" for violation in broken_rules(page)]
    return found + overflow(page)


def broken_rules(page: Page) -> list[str]:
    violations: list[str] = page.evaluate(RUN, RULES)
    return violations


def overflow(page: Page) -> list[str]:
    """Does the narrowest phone have to be scrolled sideways?"""
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    width = page.evaluate("document.documentElement.scrollWidth")
    return [f"{width} px wide on a screen of {NARROWEST}"] if width > NARROWEST else []
