"""A small package with one thing of each sort that matters."""

from small.weather import Gauge, forecast, read

__all__ = ["Gauge", "forecast", "read"]
