"""The common tools of every room: actors, transactions, refusals, texts, imports, exports, notices, the look."""
