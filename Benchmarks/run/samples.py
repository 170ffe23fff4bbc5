"""What was measured, one value a round."""

import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    # servers, clients or memory
    part: str
    # How it was loaded, such as "c10 m10" or "lat".
    load: str
    # What is counted, such as "cpu_us".
    figure: str
    # Whose server or client it is.
    name: str


class Samples:
    def __init__(self) -> None:
        self.values: dict[Key, list[float]] = {}

    def add(self, part: str, load: str, figure: str, name: str, value: float) -> None:
        self.values.setdefault(Key(part, load, figure, name), []).append(float(value))

    def of(self, key: Key) -> list[float]:
        return self.values.get(key, [])

    def median(self, key: Key) -> float | None:
        values = self.of(key)
        return statistics.median(values) if values else None

    def names(self, part: str) -> list[str]:
        """In the order in which they were first measured."""
        return list(dict.fromkeys(key.name for key in self.values if key.part == part))

    def rows(self) -> list[dict[str, object]]:
        return [
            {"part": key.part, "load": key.load, "figure": key.figure, "name": key.name,
             "median": statistics.median(values), "minimum": min(values),
             "maximum": max(values), "values": values}
            for key, values in self.values.items()]
