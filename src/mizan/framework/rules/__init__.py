"""The pure decisions of the framework. No Django; time and rows are passed in."""
