"""Pure decisions of prevention: time is passed in, no Django."""
