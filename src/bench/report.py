"""Results as tables: on the terminal and in Markdown."""
import typing

import measure


class Table(typing.NamedTuple):
    title: str
    note: str
    columns: list
    rows: list


class Plot(typing.NamedTuple):
    """Points by series; an axis is logarithmic where values span decades."""

    name: str
    title: str
    x: str
    y: str
    series: dict
    log_x: bool = False
    log_y: bool = False


class Part(typing.NamedTuple):
    """What one part of the benchmark found. `figures` are the numbers for other programs."""

    tables: list
    plots: list
    figures: dict


def costs_row(name, costs, a, b, reverse=False):
    walls = [cost.wall * 1000 for cost in costs]
    ratios = [measure.ratio(costs, a), measure.ratio(costs, b)]
    if reverse:
        ratios = [1 / ratio for ratio in ratios]
    return [
        name,
        measure.median(walls),
        min(walls),
        max(walls),
        measure.cpu(costs) * 1000,
        measure.memory(costs),
        *ratios,
    ]


def shown(cell):
    """A number as people read it: three figures or so, whatever its size."""
    if cell is None:
        return "-"
    if not isinstance(cell, float):
        return str(cell)
    size = abs(cell)
    digits = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 3
    return f"{cell:,.{digits}f}"


def text(table):
    rows = [table.columns] + [[shown(cell) for cell in row] for row in table.rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.columns))]
    lines = [table.title, table.note, ""]
    for row in rows:
        first, *others = row
        cells = [first.ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(others, widths[1:])]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def markdown(table):
    lines = [f"### {table.title}", "", table.note, ""]
    lines.append("| " + " | ".join(table.columns) + " |")
    lines.append("|---" + "|---:" * (len(table.columns) - 1) + "|")
    for row in table.rows:
        lines.append("| " + " | ".join(shown(cell) for cell in row) + " |")
    return "\n".join(lines) + "\n"
