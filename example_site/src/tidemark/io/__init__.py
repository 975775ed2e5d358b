"""Read and write files of readings."""

from tidemark.io.readers import Dialect, read_csv, read_json_lines
from tidemark.io.writers import CsvWriter, JsonLinesWriter, Writer, write_readings

__all__ = [
    "CsvWriter",
    "Dialect",
    "JsonLinesWriter",
    "Writer",
    "read_csv",
    "read_json_lines",
    "write_readings",
]
