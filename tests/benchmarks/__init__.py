"""What measures is measured too: points, intervals and pages."""
