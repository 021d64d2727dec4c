"""What happened: events, the duties that bodies owe, and the guards that keep both from being rewritten."""
