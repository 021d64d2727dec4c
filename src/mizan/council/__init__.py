"""Where state and society meet, decide, and owe each other an answer."""
