"""What was claimed of speed and quality, measured beside peers in the same run."""
