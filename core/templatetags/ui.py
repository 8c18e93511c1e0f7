"""What the templates say often: an icon, a person's color, a short number, the import map."""

import zlib
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

HUES = 12


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """One symbol of the sprite. Always decoration: the words beside it carry the meaning."""
    classes = f"ic {css}".strip()
    href = f"{static('img/icons.svg')}#{name}"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, href)


@register.filter
def hue(handle: str) -> str:
    """The class of the color that a person always has: the policy forbids style attributes."""
    return f"hue-{zlib.crc32(str(handle).encode()) % HUES}"


@register.filter
def initials(name: str) -> str:
    """Two letters for a round picture: "Oda Films" -> "OF", "kiyo" -> "KI"."""
    words = str(name).replace("_", " ").replace(".", " ").split()
    letters = words[0][:1] + words[1][:1] if len(words) > 1 else "".join(words)[:2]
    return letters.upper()


@register.filter
def compact(number: int) -> str:
    """12345 -> "12.3K": a count that fits under an icon."""
    for size, letter in ((1_000_000, "M"), (1_000, "K")):
        if number >= size:
            short = f"{number / size:.1f}" if number < 100 * size else f"{number // size}"
            return short.removesuffix(".0") + letter
    return str(number)


@register.simple_tag
def module_preload(*names: str) -> SafeString:
    """Fetch modules that others import at once, instead of one step after the other."""
    links = ((static(f"js/{name}.js"),) for name in names)
    return format_html_join("\n  ", '<link rel="modulepreload" href="{}">', links)


@register.simple_tag(takes_context=True)
def import_map(context: dict[str, Any]) -> SafeString:
    """Leads the modules' relative imports to the hashed files; empty where names are not hashed."""
    hashed: dict[str, str] = getattr(staticfiles_storage, "hashed_files", {})
    base = getattr(staticfiles_storage, "base_url", None) or "/"
    imports = {
        f"{base}{name}": staticfiles_storage.url(name)
        for name in sorted(hashed)
        if name.startswith("js/") and name.endswith(".js")
    }
    if not imports:
        return mark_safe("")
    body = json_script({"imports": imports})
    nonce = getattr(context.get("request"), "csp_nonce", "")
    opening = format_html('<script type="importmap" nonce="{}">', nonce)
    return mark_safe(str(body).replace('<script type="application/json">', opening))  # noqa: S308 - both escaped
