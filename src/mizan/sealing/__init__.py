"""Sealing: envelopes that only their readers open, and the reporter's codeword. Floor 0, no Django.

`context` what is bound inside · `padding` the sizes · `boxes` libsodium · `reports` a key pair per report · `wraps`
its secret per reader, rung, escrow pair, reporter · `messages` with an author · `files` in frames · `codeword`,
`wordlists`, `reporter` the reporter's secret · `readers`, `recovery`, `sessions` a reader's keys · `paper`,
`pepper` secrets on sheets · `ceremony` announcements, drills · `offline` exports as `.age`.
Formats byte by byte: docs/sealing.md.

KNOWN GAPS, which no caller may promise away:

- Rungs open by the server's clock, not by mathematics: the clock's secret and the body's key together open early.
- A live operator of the intake host sees what is typed there: new reports, codewords, passphrases. Sealing protects
  what was stored before.
- Python cannot wipe memory: secrets stay in the process until their pages are used again. Short-lived processes help.
- A sealed box does not say who made it. Readers check the wrap against the report's public key, and that against the
  leaf's commitment; until the leaf is logged an operator can replace a whole report by another.
- Whoever once opened a report can keep it. A new epoch protects only what comes later.
- A reader who becomes conflicted while nobody opens the report keeps his wrap.
- The number of wraps shows how many readers there are; sizes show their bucket; ids of keys are inside, not outside.
- Eight words carry no check: a word taken for another of the list opens nothing and is not told from no report.
- The Urdu words were chosen from two public lists by rule; no native speaker of the project has read them all yet.
- No post-quantum wrap yet: who stores ciphertext today could open it with a large quantum computer. The version byte
  leaves room.
- Nobody outside the project has reviewed this.
"""
