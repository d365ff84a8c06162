"""Figures, the table they stand in, and how they are compared."""
import dataclasses


def percentile(values, share):
    """The value that `share` (0 to 1) of all values do not exceed; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclasses.dataclass(frozen=True)
class Figure:
    """One line of the table; `best` says whether less or more is better, `met` is None where there is no target."""

    row: str
    what: str
    unit: str
    ours: float | None
    peer: float | None = None
    best: str = "less"
    target: str = ""
    met: bool | None = None
    note: str = ""

    @property
    def times_better(self):
        """How many times better than the peer; None where one of them has no figure or is at zero."""
        if self.ours is None or self.peer is None:
            return None
        over, under = (self.peer, self.ours) if self.best == "less" else (self.ours, self.peer)
        return over / under if under > 0 and over >= 0 else None

    @property
    def verdict(self):
        return {None: "", True: "met", False: "short"}[self.met]

    def as_json(self):
        return {**dataclasses.asdict(self), "times_better": self.times_better}


def at_most(limit):
    """A target for `Figure`: its words and a test."""
    return lambda value: None if value is None else value <= limit


def number(value):
    if value is None:
        return "–"
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


HEAD = ("id", "figure", "unit", "ours", "peer", "times better", "target", "", "note")


def table(figures):
    """Markdown that also reads well in a terminal."""
    rows = [HEAD] + [(f.row, f.what, f.unit, number(f.ours), number(f.peer), number(f.times_better), f.target, f.verdict,
                      f.note) for f in figures]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD) - 1)]
    lines = ["| " + " | ".join([cell.ljust(width) for cell, width in zip(row, widths)] + [row[-1]]) + " |"
             for row in rows]
    lines.insert(1, "| " + " | ".join(["-" * max(3, width) for width in widths] + ["---"]) + " |")
    return "\n".join(lines)
