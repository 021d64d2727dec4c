"""Read models of the framework, for pages, exports and the command line."""
