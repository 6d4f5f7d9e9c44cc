"""The page: templates, style, scripts and names; it asks the service for everything else."""
