"""Read, check and predict tide-gauge measurements.

The names most programs need can be imported from here. Everything else lives
in the module that defines it, such as `tidemark.checks` or `tidemark.storage`.
"""

from tidemark._interpolate import cosine, linear, nearest
from tidemark.alerts import Alert, AlertBoard, LevelRule, RiseRule, Severity
from tidemark.checks import run_checks
from tidemark.client import GaugeClient
from tidemark.errors import TidemarkError
from tidemark.io import read_csv, write_readings
from tidemark.predictions import HarmonicPredictor
from tidemark.readings import Quality, Reading
from tidemark.series import LevelSeries, Series
from tidemark.stations import Position, Station, StationRegistry
from tidemark.storage import Store
from tidemark.units import Unit, convert

__version__ = "1.4.0"

__all__ = [
    "Alert",
    "AlertBoard",
    "GaugeClient",
    "HarmonicPredictor",
    "LevelRule",
    "LevelSeries",
    "Position",
    "Quality",
    "Reading",
    "RiseRule",
    "Series",
    "Severity",
    "Station",
    "StationRegistry",
    "Store",
    "TidemarkError",
    "Unit",
    "convert",
    "cosine",
    "linear",
    "nearest",
    "read_csv",
    "run_checks",
    "write_readings",
]
