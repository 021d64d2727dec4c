"""Data to SVG: pure functions that give a picture, its caption, its table and its CSV rows."""

from __future__ import annotations

from mizan.charts.bars import Bar, Pair, bars, paired_bars
from mizan.charts.beam import Pan, scale_beam, tilt
from mizan.charts.dots import Dot, dot_intervals
from mizan.charts.figures import Drawable, Figure, figure, spell
from mizan.charts.frame import Cell, Chart, Frame, Table
from mizan.charts.grid import tile_grid
from mizan.charts.lines import Panel, small_multiples
from mizan.charts.maps import Area, boundary_map, tile_map
from mizan.charts.scales import Scale, breaks, class_of, nice_step, scale_over, ticks
from mizan.charts.stacks import Part, Stack, stacked_counts
from mizan.charts.timeline import Span, timeline
from mizan.charts.topo import Shape, TopoFault, centroid, decode, neighbours
from mizan.charts.words import Words, grouped

__all__ = [
    "Area",
    "Bar",
    "Cell",
    "Chart",
    "Dot",
    "Drawable",
    "Figure",
    "Frame",
    "Pair",
    "Pan",
    "Panel",
    "Part",
    "Scale",
    "Shape",
    "Span",
    "Stack",
    "Table",
    "TopoFault",
    "Words",
    "bars",
    "boundary_map",
    "breaks",
    "centroid",
    "class_of",
    "decode",
    "dot_intervals",
    "figure",
    "grouped",
    "neighbours",
    "nice_step",
    "paired_bars",
    "scale_beam",
    "scale_over",
    "small_multiples",
    "spell",
    "stacked_counts",
    "ticks",
    "tile_grid",
    "tile_map",
    "tilt",
    "timeline",
]
