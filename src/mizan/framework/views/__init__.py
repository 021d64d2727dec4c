"""The doors of the framework: one file per idea."""
