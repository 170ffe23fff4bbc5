"""What was measured, as Markdown for people and as JSON for programs."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import scale
from clients import ON_ITS_OWN, ON_OTHERS, ON_THE_FLOOR
from peer import Peer
from places import RESULTS
from samples import Key, Samples
from servers import LOADS


@dataclass(frozen=True)
class Column:
    """A figure; with `compares`, how many times the floor's it is, and how many times Martlet's."""

    title: str
    figure: str
    compares: bool = False


@dataclass(frozen=True)
class Table:
    title: str
    part: str
    load: str
    columns: tuple[Column, ...]


LATENCY = (
    Column("p50 µs", "p50_us", True), Column("p99 µs", "p99_us"), Column("p99.9 µs", "p999_us"))
CLIENT = Column("client CPU µs", "client_cpu_us", True)
SERVER = Column("server CPU µs", "server_cpu_us", True)
RATE = Column("per s", "per_s")
TITLES = {
    "lat": "Clients on the floor's server: unary, 1 outstanding",
    "tput": "Clients on the floor's server: unary, 100 outstanding",
    "sstream": "Client and its own server: server streaming, per message",
    "cstream": "Client and its own server: client streaming, per message",
    "bidi": "Client and its own server: bidirectional ping-pong, per message",
    "big": "Client and its own server: unary, 1 MiB each way",
    "bulk": "Client and its own server: server streaming, messages of 1 MiB, per message",
}
TABLES = (
    *(Table(f"Servers under h2load: {c} connection(s), {m} outstanding on each", "servers",
            f"c{c} m{m}", (Column("CPU µs per call", "cpu_us", True), Column("calls/s", "per_s")))
      for c, m, _ in LOADS),
    Table(TITLES["lat"], "clients", "lat", (*LATENCY, CLIENT)),
    Table(TITLES["tput"], "clients", "tput", (CLIENT, RATE)),
    *(Table(TITLES[mode], "clients", mode,
            (CLIENT, SERVER, RATE, *(LATENCY[:1] if mode == "bidi" else ())))
      for mode in ON_ITS_OWN),
    Table("Memory of servers", "memory", "memory", (
        Column("idle MB", "idle_mb"), Column("after load MB", "after_load_mb"),
        Column("KB per connection, 1,000 idle", "kb_of_1000", True),
        Column("KB per connection, 10,000 idle", "kb_of_10000", True),
        Column("program MB", "binary_mb"))),
    Table("Clients over TLS on Martlet's server: unary, 1 outstanding", "tls", "lat",
          (*LATENCY, CLIENT, SERVER)),
    Table("Clients over TLS on Martlet's server: unary, 100 outstanding", "tls", "tput",
          (CLIENT, SERVER, RATE)),
    Table("Release build of a server of nothing but sources", "build", "build",
          (Column("processor s", "processor_s", True), Column("s", "wall_s", True))),
    *(Table(f"Scale: {c} connection(s), {m} outstanding on each", "scale", f"c{c} m{m}",
            (Column("CPU µs per call", "cpu_us", True), Column("calls/s", "per_s")))
      for c, m, _ in scale.CONNECTIONS + scale.STREAMS[1:]),
    Table("One loop, and two, which share two cores with their load: 10 connections, 10 outstanding",
          "loops", "c10 m10", (Column("CPU µs per call", "cpu_us"), Column("calls/s", "per_s"))),
    Table("One call at a time, alone and beside a connection with 1,000 outstanding", "fairness",
          "fairness", (Column("p99 µs alone", "alone_us"), Column("p99 µs beside it", "beside_us"),
                       Column("ratio", "ratio"))),
)
assert {*ON_THE_FLOOR, *ON_ITS_OWN} == {*TITLES}
MATRIX = {"lat": ("p50_us", "Unary, 1 outstanding: p50 µs"),
          "tput": ("per_s", "Unary, 100 outstanding: calls per second")}
assert {*MATRIX} == {*ON_OTHERS}


def shown(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def with_spread(values: list[float], median: float) -> str:
    if len(values) == 1 or min(values) == max(values):
        return shown(median)
    return f"{shown(median)} ({shown(min(values))}–{shown(max(values))})"


def cells(table: Table, name: str, samples: Samples, baselines: Sequence[str]) -> list[str]:
    row = []
    for column in table.columns:
        key = Key(table.part, table.load, column.figure, name)
        median = samples.median(key)
        row.append("–" if median is None else with_spread(samples.of(key), median))
        for baseline in baselines if column.compares else []:
            base = samples.median(Key(table.part, table.load, column.figure, baseline))
            row.append("–" if median is None or not base else f"{median / base:.2f}")
    return row


def markdown_row(row: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def markdown(table: Table, peers: list[Peer], samples: Samples) -> list[str]:
    names = [name for name in samples.names(table.part)
             if any(samples.of(Key(table.part, table.load, column.figure, name))
                    for column in table.columns)]
    if not names:
        return []
    baselines = [name for name in ("floor", "martlet") if name in names]
    head = ["client" if table.part in ("clients", "tls") else "server"]
    for column in table.columns:
        head.append(column.title)
        head += [f"× {baseline}" for baseline in baselines] if column.compares else []
    lines = [f"## {table.title}", "", markdown_row(head),
             markdown_row(["---"] + ["---:"] * (len(head) - 1))]
    lines += [markdown_row([name, *cells(table, name, samples, baselines)]) for name in names]
    lines += [markdown_row([peer.name, "missing", *[""] * (len(head) - 2)])
              for peer in peers if peer.missing]
    return [*lines, ""]


def matrix(peers: list[Peer], samples: Samples) -> list[str]:
    """Clients from top to bottom, servers from left to right."""
    names = samples.names("matrix")
    if not names:
        return []
    servers = [peer.name for peer in peers if not peer.missing and peer.scheme == "http"]
    lines = []
    for mode, (figure, title) in MATRIX.items():
        lines += [f"## Every client on every server. {title}", "", markdown_row(["client", *servers]),
                  markdown_row(["---"] + ["---:"] * len(servers))]
        for name in names:
            medians = [samples.median(Key("matrix", f"{mode} on {server}", figure, name))
                       for server in servers]
            lines.append(markdown_row(
                [name, *("–" if median is None else shown(median) for median in medians)]))
        lines.append("")
    return lines


def text(peers: list[Peer], samples: Samples, failures: list[str], about: str) -> str:
    lines = ["# Measured by make bench", "", about, "",
             "Medians, with the lowest and the highest of all rounds in brackets; columns are "
             "explained in Benchmarks/README.md.", "", "| | version | |", "|---|---|---|"]
    lines += [markdown_row([peer.name, peer.version, peer.missing and f"missing: {peer.missing}"])
              for peer in peers]
    lines.append("")
    for table in TABLES:
        lines += markdown(table, peers, samples)
    lines += matrix(peers, samples)
    if failures:
        lines += ["## What failed", "", *(f"- {failure}" for failure in failures), ""]
    return "\n".join(lines)


def machine() -> str:
    with open("/proc/cpuinfo") as info:
        model = next((line.partition(": ")[2].strip() for line in info
                      if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} cores of {model}, Linux {platform.release()}"


def write(peers: list[Peer], samples: Samples, failures: list[str], about: str) -> str:
    """Writes both files, and returns the Markdown."""
    RESULTS.mkdir(exist_ok=True)
    made = text(peers, samples, failures, about)
    (RESULTS / "results.md").write_text(made)
    peer_fields = ("name", "version", "missing", "pace")
    (RESULTS / "results.json").write_text(json.dumps({
        "about": about,
        "peers": [{field: asdict(peer)[field] for field in peer_fields} for peer in peers],
        "samples": samples.rows(), "failures": failures}, indent=1, ensure_ascii=False))
    return made
