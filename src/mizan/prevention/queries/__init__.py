"""Read models of prevention."""
