"""The process: whatever starts, waits, writes or stops."""
