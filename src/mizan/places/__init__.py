"""Where: places with p-codes, their levels, people and outlines."""
