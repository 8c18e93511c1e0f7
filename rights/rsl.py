"""Offers in the vocabulary of Really Simple Licensing 1.0 (rslstandard.org/rsl), as far as it has words.

It speaks of whole assets and of machines that read them; docs/rights-holders.md says what is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as Tree

from django.conf import settings

from rights.models import License
from rights.profile import Action, Purpose

NAMESPACE = "https://rslstandard.org/rsl"
USERS = {
    Purpose.PERSONAL: "personal",
    Purpose.FAN: "non-commercial",
    Purpose.EDUCATION: "education",
    Purpose.NEWS: "non-commercial",
    Purpose.COMMERCIAL: "commercial",
}


def document(licenses: Iterable[License]) -> bytes:
    """One `<content>` for each work, with one `<license>` for each offer."""
    root = Tree.Element("rsl", xmlns=NAMESPACE)
    contents: dict[int, Tree.Element] = {}
    for license in licenses:
        work = license.work
        if work.pk not in contents:
            url = f"{settings.SITE_URL}/rights/{work.slug}/"
            contents[work.pk] = Tree.SubElement(root, "content", url=url)
        _license(contents[work.pk], license)
    for license in licenses:
        content = contents.pop(license.work_id, None)
        if content is not None and license.work.holder:
            holder = license.work.holder
            copyright = Tree.SubElement(content, "copyright", type="organization")
            copyright.text = holder.name
            if holder.website:
                copyright.set("contactUrl", holder.website)
    Tree.indent(root)
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True))


def _license(content: Tree.Element, license: License) -> None:
    node = Tree.SubElement(content, "license")
    _say(
        node, "permits", "usage", ["ai-input"] if {Action.DEPICT, Action.LOGO} & set(license.actions) else []
    )
    _say(node, "permits", "user", dict.fromkeys(USERS[Purpose(it)] for it in license.purposes))
    _say(node, "permits", "geo", license.territory)
    if Action.COMMERCIAL not in license.actions:
        _say(node, "prohibits", "user", ["commercial"])
    _pay(node, license)


def _say(node: Tree.Element, element: str, kind: str, values: Iterable[str]) -> None:
    words = ",".join(values)
    if words:
        Tree.SubElement(node, element, type=kind).text = words


def _pay(node: Tree.Element, license: License) -> None:
    """A price is in credits of this site, which is no currency: the page says it."""
    if license.price or license.share:
        payment = Tree.SubElement(node, "payment", type="purchase")
        Tree.SubElement(payment, "custom").text = f"{settings.SITE_URL}/rights/{license.work.slug}/"
    else:
        Tree.SubElement(node, "payment", type="attribution" if license.credit_line else "free")
