"""Mizan: state and society run the national response to trafficking in persons together."""

__version__ = "0.1.0"
