"""Who: people, bodies, their units and chains of command, and whether each watches its own house."""
