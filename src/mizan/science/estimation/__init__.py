"""Hidden-victim estimation."""
