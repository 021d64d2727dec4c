"""The pure decisions of the room. No Django; time is passed in."""
