"""Read models of bodies and of their accountability coverage."""
