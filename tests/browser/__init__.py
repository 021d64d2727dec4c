"""The real doors on a prepared demonstration, seen through Debian's Chromium."""
