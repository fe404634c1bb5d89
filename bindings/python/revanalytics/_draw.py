"""How drawings look: colours, bars, columns, cards; matplotlib is imported when it is used."""

from __future__ import annotations

from typing import Any

from ._money import money_tick

# Told apart by readers with any colour vision, and in grey.
COOL, WARM, PALE, INK, FAINT = "#0b5fa5", "#c4622d", "#c9dcec", "#1f2328", "#5f6771"
SERIES = (COOL, "#e0a32e", "#4fa08b", WARM, "#8d6ab8", "#8c9299")


def _layout() -> Any:
    """Room for every label, and a margin."""
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    return ConstrainedLayoutEngine(w_pad=0.14, h_pad=0.11)


def new_axes() -> Any:
    """Axes of a figure of their own."""
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(8.5, 4.2), layout=_layout())[1]


def page(subtitle: str, title: str, cards: int) -> tuple[list[Any], Any, Any, Any]:
    """A figure of a row of cards, a wide drawing, and two beneath it."""
    import matplotlib.pyplot as plt

    figure = plt.figure(figsize=(11, 7.6), layout=_layout())
    figure.suptitle(f"{title}, {subtitle}", x=0.015, ha="left", fontsize=15, color=INK,
                    fontweight="bold")
    rows = figure.add_gridspec(3, 1, height_ratios=(0.6, 2, 1.6), hspace=0.08)
    top = rows[0].subgridspec(1, cards)
    low = rows[2].subgridspec(1, 2, wspace=0.08)
    return ([figure.add_subplot(top[i]) for i in range(cards)], figure.add_subplot(rows[1]),
            figure.add_subplot(low[0]), figure.add_subplot(low[1]))


def _plain(ax: Any, grid: str) -> None:
    """Axes without a frame, with a faint grid behind what is drawn."""
    for side in ax.spines.values():
        side.set_visible(False)
    ax.grid(axis=grid, color="#dfe3e8", linewidth=0.8)
    ax.set_axisbelow(True)
    ax.tick_params(length=0, colors=FAINT, labelsize=9)
    ax.xaxis.label.set(color=FAINT, fontsize=9)


def head(ax: Any, title: str, subtitle: str) -> None:
    """A title at the left with a fainter line beneath it."""
    ax.set_title(title, loc="left", fontsize=12, fontweight="bold", color=INK,
                 pad=22 if subtitle else 8)
    for text in [text for text in ax.texts if text.get_gid() == "subtitle"]:
        text.remove()
    if subtitle:
        ax.annotate(subtitle, (0, 1), (0, 8), xycoords="axes fraction", gid="subtitle",
                    textcoords="offset points", fontsize=9.5, color=FAINT)


def _money_axis(axis: Any, currency: str) -> None:
    """Few ticks, as money."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(5))
    axis.set_major_formatter(FuncFormatter(lambda value, _: money_tick(value, currency)))


def count_axis(axis: Any, what: str) -> None:
    """Few whole ticks."""
    from matplotlib.ticker import MaxNLocator, StrMethodFormatter

    if len(axis.get_ticklocs()):
        axis.set_major_locator(MaxNLocator(6, integer=True))
        axis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        axis.set_label_text(what)


def _empty(ax: Any) -> None:
    ax.text(0.5, 0.5, "nothing in this period", transform=ax.transAxes, ha="center", color=FAINT)
    ax.set_xticks([])
    ax.set_yticks([])


def _rows(ax: Any, names: list[str]) -> None:
    """The names of horizontal bars, the first on top."""
    ax.set_yticks(range(len(names)), names, parse_math=False)
    ax.tick_params(axis="y", labelcolor=INK, labelsize=10)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.axvline(0, color=FAINT, linewidth=0.8)
    ax.margins(x=0.02)


def bars(ax: Any, names: list[str], values: list[float], *, ends: list[str],
         behind: list[float] | None = None, labels: tuple[str, str] | None = None,
         colour: str = COOL, currency: str | None = None) -> None:
    """Horizontal bars with a text at the end of each; `behind` are paler ones of their wholes."""
    _plain(ax, "x")
    if not names:
        return _empty(ax)
    places = range(len(names))
    if behind is not None:
        ax.barh(places, behind, color=PALE, height=0.62, label=labels and labels[1])
    ax.barh(places, values, color=colour, height=0.62, label=labels and labels[0])
    _rows(ax, names)
    for place, value, more, end in zip(places, values, behind or values, ends):
        ax.annotate(end, (max(value, more, 0), place), (5, 0), textcoords="offset points",
                    va="center", fontsize=9.5, color=INK, annotation_clip=False,
                    parse_math=False)
    longest = max(len(end) for end in ends)
    low, high = min(0, *values), max(0, *values, *(behind or []))
    ax.set_xlim(low * 1.05, (high or 1) * (1 + 0.018 * longest))
    if currency:
        _money_axis(ax.xaxis, currency)
    if labels:
        _legend(ax, reverse=True)


def stacked(ax: Any, names: list[str], parts: dict[str, list[float]], currency: str) -> None:
    """Horizontal bars of parts; what is below zero goes to the left."""
    _plain(ax, "x")
    if not names:
        return _empty(ax)
    ends = [[0.0, 0.0] for _ in names]
    for number, (part, values) in enumerate(parts.items()):
        starts = []
        for end, value in zip(ends, values):
            side = value < 0
            starts.append(end[side])
            end[side] += value
        ax.barh(range(len(names)), values, left=starts, height=0.62, label=part,
                color=SERIES[number % len(SERIES)], edgecolor="white", linewidth=0.8)
    _rows(ax, names)
    _money_axis(ax.xaxis, currency)
    _legend(ax)


def _legend(ax: Any, reverse: bool = False) -> None:
    """The legend over the drawing at the right, where it hides nothing."""
    handles, labels = ax.get_legend_handles_labels()
    if reverse:
        handles, labels = handles[::-1], labels[::-1]
    made = ax.legend(handles, labels, loc="lower right", bbox_to_anchor=(1, 1.0),
                     ncols=len(labels), frameon=False, fontsize=9.5, labelcolor=INK,
                     handlelength=1, handleheight=1, borderaxespad=0.2, columnspacing=1.2)
    for text in made.get_texts():
        text.set_parse_math(False)


def columns(ax: Any, labels: list[str], values: list[float], partial: list[bool],
            currency: str) -> None:
    """Columns of money over time; those that are not over are pale and hatched."""
    _plain(ax, "y")
    if not values:
        return _empty(ax)
    drawn = ax.bar(range(len(values)), values, width=0.78 if len(values) < 100 else 1, color=COOL)
    for bar, unfinished in zip(drawn, partial):
        if unfinished:
            bar.set(facecolor=PALE, hatch="////", edgecolor=COOL, linewidth=0)
    step = max(1, -(-len(labels) // 9))
    ax.set_xticks(range(0, len(labels), step), labels[::step])
    ax.set_xlim(-0.6, len(values) - 0.4)
    ax.axhline(0, color=FAINT, linewidth=0.8)
    _money_axis(ax.yaxis, currency)


def card(ax: Any, name: str, value: str, change: str) -> None:
    """A figure in large letters, its name over it, its change beneath."""
    ax.set_axis_off()
    for height, text, size, colour in ((1, name, 10, FAINT), (0.70, value, 17, INK),
                                       (0.22, change, 10, FAINT)):
        ax.text(0, height, text, transform=ax.transAxes, va="top", fontsize=size, color=colour,
                parse_math=False, fontweight="bold" if size > 12 else "normal")
