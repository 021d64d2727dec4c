"""The public door of intake: plain forms, no script, no cookie; between two pages nothing is stored."""
