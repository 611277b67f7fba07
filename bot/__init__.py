"""The process: whatever starts, waits, writes or stops."""

VERSION = "0.3.0"
"""Of the program, as CHANGELOG.md and the tags count it; the record has a version of its own."""
