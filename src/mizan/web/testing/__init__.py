"""What the tests of Mizan need beside the program: a throw-away PostgreSQL and the steps of ./test."""
