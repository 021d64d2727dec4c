"""Read models of the room."""
