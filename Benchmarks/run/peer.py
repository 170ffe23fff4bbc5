"""What is measured: a server and clients that were built, or the reason why they are missing."""

from dataclasses import dataclass, field
from pathlib import Path

Command = list[str]


class Missing(Exception):
    """A peer cannot be built here. Its message says why."""


@dataclass
class Peer:
    name: str
    version: str = ""
    server: Command = field(default_factory=list)
    # By the name that the table shows: the same client may run in several ways.
    clients: dict[str, Command] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    # The share of everybody's calls that it makes: the slow ones would take most of the time.
    pace: float = 1.0
    # The program whose size is shown.
    binary: Path | None = None
    # How its server is spoken to: http, or https with a certificate that nobody looks at.
    scheme: str = "http"
    # What its server shows over https, and what its clients are told in front of it to trust it.
    certificate: Path | None = None
    trusts: Command = field(default_factory=list)
    # Makes its server of nothing but sources, in the folder that follows.
    clean_build: Command = field(default_factory=list)
    # Its server answers only what the floor can: unary calls.
    unary_only: bool = False
    missing: str = ""
