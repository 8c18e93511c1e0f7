"""Where a request comes from. Offline, by the address; an unknown country is "", which is closed."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import iptocc
from django.conf import settings

Address = IPv4Address | IPv6Address


def country_of(headers: Mapping[str, str]) -> str:
    """The visitor's country by ISO 3166-1, from the request's META."""
    address = client_address(headers)
    if address is None:
        return ""
    if address.is_loopback:
        return str(settings.DEVELOPMENT_REGION)
    return iptocc.country_code(str(address)) or ""


def client_address(headers: Mapping[str, str]) -> Address | None:
    """The visitor's address: what the outermost of our own proxies saw.

    Every proxy adds, at the right end of X-Forwarded-For, the address that spoke to it. So only as
    many entries from the right as there are proxies of ours can be believed; what stands further
    left, anybody may have written. Other headers of that kind are never read.
    """
    peer = _parse(headers.get("REMOTE_ADDR", ""))
    if not settings.TRUSTED_PROXIES or not _is_proxy(headers.get("REMOTE_ADDR", "")):
        return peer
    forwarded = [entry for entry in headers.get("HTTP_X_FORWARDED_FOR", "").split(",") if entry.strip()]
    seen = [_parse(entry) for entry in forwarded[-settings.TRUSTED_PROXIES :]]
    return seen[0] if seen else peer


def _is_proxy(peer: str) -> bool:
    """Is this a place where a proxy of ours can sit? A Unix socket has no address, and is ours."""
    address = _parse(peer)
    if address is None:
        return peer == ""
    networks = (ip_network(network) for network in settings.PROXY_NETWORKS)
    return any(address in network for network in networks)


def _parse(text: str) -> Address | None:
    """An address, with or without a port, in the way that proxies write it."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
