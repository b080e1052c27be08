"""Which addresses may be connected to. The check is made on the number that is connected to, not on the name alone.

A name that resolves to an inner address, or to another one a moment later, gets nowhere: resolving and connecting are one step here.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import httpcore

from rashomon.errors import InputError

NAT64 = ipaddress.ip_network("64:ff9b::/96")
PORTS = frozenset({80, 443, 8080, 8443})


def check_url(url: str, *, allow_private: bool = False) -> None:
    """Raise InputError for an address that is not plain http or https, or that carries a password or an unusual port."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InputError("not a web address", where=url[:200], why=str(error)) from error
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise InputError("not a web address", where=url[:200], hint="only http and https are fetched")
    if parts.username is not None or parts.password is not None:
        raise InputError("the address carries a password", where=parts.hostname, hint="nothing behind a login is fetched")
    if port is not None and port not in PORTS and not allow_private:
        raise InputError("the address has an unusual port", where=f"{parts.hostname}:{port}")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


class SafeBackend(httpcore.SyncBackend):
    """Connects only to public addresses, unless it is told otherwise."""

    def __init__(self, *, allow_private: bool = False) -> None:
        super().__init__()
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, check every number, connect to the first that answers."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name cannot be resolved: {error}") from error
        numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._allow_private and not all(is_public(number) for number in numbers):
            raise InputError("an address inside a private network is not fetched", where=host, hint="allow it with --allow-private")
        last: Exception = httpcore.ConnectError("no address")
        for number in numbers:
            try:
                return super().connect_tcp(number, port, timeout, local_address, socket_options)
            except httpcore.ConnectError as error:
                last = error
        raise last

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never."""
        raise httpcore.ConnectError("sockets of this machine are not fetched from")
