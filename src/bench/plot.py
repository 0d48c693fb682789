"""Line plots as SVG."""
import math
from html import escape

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 200, 40, 50
COLOURS = ["#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#777777"]


class Axis:
    """Places values between two ends of the drawing."""

    def __init__(self, values, log, start, end):
        low, high = min(values), max(values)
        self.log = log and low > 0
        self.start, self.end = start, end
        if self.log:
            self.ticks = [10.0**n for n in range(floor_log(low), math.ceil(math.log10(high)) + 1)]
            low, high = self.ticks[0], max(self.ticks[-1], self.ticks[0] * 10)
        else:
            step = nice((high - min(low, 0)) / 5)
            first = math.floor(min(low, 0) / step)
            self.ticks = [step * n for n in range(first, math.ceil(high / step) + 1)]
            low, high = self.ticks[0], self.ticks[-1]
        self.low, self.high = self._scaled(low), self._scaled(high)

    def _scaled(self, value):
        return math.log10(value) if self.log else value

    def place(self, value):
        share = (self._scaled(value) - self.low) / ((self.high - self.low) or 1)
        return self.start + share * (self.end - self.start)


def floor_log(value):
    return math.floor(math.log10(value))


def nice(step):
    """The next round number."""
    if step <= 0:
        return 1
    unit = 10.0 ** floor_log(step)
    return next(unit * factor for factor in (1, 2, 5, 10) if step <= unit * factor * 1.0001)


def label(value):
    if value and (abs(value) >= 1e6 or abs(value) < 1e-3):
        return f"{value:.0e}".replace("e+0", "e").replace("e-0", "e-")
    return f"{value:,.10g}"


def svg(plot):
    points = [point for series in plot.series.values() for point in series]
    across = Axis([x for x, _ in points], plot.log_x, LEFT, WIDTH - RIGHT)
    up = Axis([y for _, y in points], plot.log_y, HEIGHT - BOTTOM, TOP)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        written(LEFT, 22, plot.title, "start", 'font-size="15"'),
        written((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, plot.x, "middle"),
        written(LEFT - 10, TOP - 6, plot.y, "end"),
    ]
    for tick in across.ticks:
        x = across.place(tick)
        out.append(line(x, TOP, x, HEIGHT - BOTTOM))
        out.append(written(x, HEIGHT - BOTTOM + 18, label(tick), "middle"))
    for tick in up.ticks:
        y = up.place(tick)
        out.append(line(LEFT, y, WIDTH - RIGHT, y))
        out.append(written(LEFT - 6, y + 4, label(tick), "end"))
    for number, (name, series) in enumerate(plot.series.items()):
        colour = COLOURS[number % len(COLOURS)]
        places = [(across.place(x), up.place(y)) for x, y in series]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        y = TOP + 10 + 20 * number
        out.append(f'<rect x="{WIDTH - RIGHT + 15}" y="{y - 9}" width="10" height="10" fill="{colour}"/>')
        out.append(written(WIDTH - RIGHT + 31, y, name, "start"))
    return "\n".join([*out, "</svg>", ""])


def line(x1, y1, x2, y2):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#dddddd"/>'


def written(x, y, text, anchor, more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {more}>{escape(text)}</text>'
