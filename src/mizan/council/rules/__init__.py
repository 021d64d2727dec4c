"""The pure decisions of the room. No Django; time is passed in. Each answers with a refusal code, or "" to allow."""
