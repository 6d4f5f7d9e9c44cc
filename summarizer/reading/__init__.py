"""From bytes to the outline of each report."""
