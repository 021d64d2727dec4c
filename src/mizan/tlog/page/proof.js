// Reading a policy and a proof file, and judging one by the other. Sources: C2SP signed-note, tlog-checkpoint,
// tlog-cosignature, tlog-policy and tlog-proof at commit 5ba5ee8; RFC 9162 section 2.1.3.2 for the path.
// Whatever does not hold throws a `Fault` with the code of a sentence in words.js.

class Fault extends Error {
  constructor(code, detail = "") { super(code); this.code = code; this.detail = detail; }
}
const must = (holds, code, detail) => { if (!holds) throw new Fault(code, detail); };

const utf8 = (text) => new TextEncoder().encode(text);
const same = (one, two) => one.length === two.length && one.every((byte, i) => byte === two[i]);
const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
const unhex = (text, code) => {
  must(/^([0-9a-fA-F]{2})+$/.test(text), code);
  return Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
};
const unbase64 = (text, code) => {
  let binary = "";
  try { binary = atob(text); } catch { throw new Fault(code); }
  must(btoa(binary) === text, code);
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
};

const COSIGNER = 4, NOTE = 1, MLDSA = 6;

const parseKey = (text) => {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text);
  must(match, "bad-key", text.slice(0, 40));
  const blob = unbase64(match[3], "bad-key"), kind = blob[0];
  must(blob.length === ({ [NOTE]: 33, [COSIGNER]: 33, [MLDSA]: 1313 })[kind], "bad-key", match[1]);
  const id = hex(sha256(joined(utf8(`${match[1]}\n`), blob)).subarray(0, 4));
  must(id === match[2], "bad-key", match[1]);
  return { name: match[1], id, kind, bytes: blob.subarray(1) };
};

const parsePolicy = (text) => {
  const policy = { log: null, witnesses: new Map(), groups: new Map(), quorum: null };
  const isTaken = (name) => name === "none" || policy.witnesses.has(name) || policy.groups.has(name);
  const isKnown = (name) => policy.witnesses.has(name) || policy.groups.has(name);
  const readers = {
    log: (words) => {
      const written = words[0].includes("+") ? words[0] : words[1];
      must(written && !policy.log, "bad-policy", "log");
      policy.log = parseKey(written);
      must(policy.log.kind === NOTE, "bad-policy", "log");
    },
    witness: ([name, written]) => {
      must(name && written && !isTaken(name), "bad-policy", name);
      const key = parseKey(written);
      must(key.kind !== NOTE, "bad-policy", name);
      policy.witnesses.set(name, key);
    },
    group: ([name, asked, ...members]) => {
      must(name && members.length && !isTaken(name) && members.every(isKnown), "bad-policy", name);
      must(new Set(members).size === members.length, "bad-policy", name);
      const threshold = asked === "all" ? members.length : asked === "any" ? 1 : Number(asked);
      must(/^(all|any|[1-9][0-9]*)$/.test(asked) && threshold <= members.length, "bad-policy", name);
      policy.groups.set(name, { threshold, members });
    },
    quorum: (words) => {
      must(words.length === 1 && policy.quorum === null && (words[0] === "none" || isKnown(words[0])), "bad-policy", "quorum");
      [policy.quorum] = words;
    },
  };
  for (const line of text.split("\n")) {
    const words = line.trim().split(/\s+/);
    if (words[0] === "" || words[0].startsWith("#")) continue;
    must(Object.hasOwn(readers, words[0]) && words.length > 1, "bad-policy", words[0].slice(0, 30));
    readers[words[0]](words.slice(1));
  }
  must(policy.log && policy.quorum !== null, "bad-policy");
  return policy;
};

const reaches = (policy, name, names) => {
  if (name === "none") return true;
  if (policy.witnesses.has(name)) return names.has(policy.witnesses.get(name).name);
  const { threshold, members } = policy.groups.get(name);
  return members.filter((member) => reaches(policy, member, names)).length >= threshold;
};

const parseNote = (text) => {
  const cut = text.lastIndexOf("\n\n");
  must(cut >= 0 && text.endsWith("\n") && !/[\u0000-\u0009\u000b-\u001f]/.test(text), "bad-note");
  const lines = text.slice(cut + 2, -1).split("\n");
  must(lines.length <= 100, "bad-note");
  const signatures = lines.map((line) => {
    const match = /^\u2014 ([^+\s]+) (\S+)$/.exec(line);
    must(match, "bad-note");
    const blob = unbase64(match[2], "bad-note");
    must(blob.length > 4, "bad-note");
    return { name: match[1], id: hex(blob.subarray(0, 4)), blob: blob.subarray(4) };
  });
  return { text: text.slice(0, cut + 1), signatures };
};

const parseCheckpoint = (text) => {
  const match = /^([^\n]+)\n(0|[1-9][0-9]{0,18})\n([^\n]+)\n$/.exec(text);
  must(match, "bad-checkpoint");
  const root = unbase64(match[3], "bad-checkpoint"), size = BigInt(match[2]);
  must(root.length === 32 && size > 0n && size < 2n ** 63n, "bad-checkpoint");
  return { origin: match[1], size, root };
};

const parseProof = (text) => {
  const cut = text.indexOf("\n\n");
  must(cut >= 0, "bad-proof");
  const lines = text.slice(0, cut).split("\n");
  must(lines.shift() === "c2sp.org/tlog-proof@v1", "bad-proof");
  const extra = lines.length && lines[0].startsWith("extra ") ? unbase64(lines.shift().slice(6), "bad-proof") : null;
  const match = /^index (0|[1-9][0-9]{0,18})$/.exec(lines.shift() ?? "");
  must(match && lines.length <= 63, "bad-proof");
  const path = lines.map((line) => unbase64(line, "bad-proof"));
  must(path.every((hash) => hash.length === 32), "bad-proof");
  return { extra, index: BigInt(match[1]), path, note: text.slice(cut + 2) };
};

// Who signed, each line checked: a known key with a wrong signature condemns the note.
const signers = (note, policy) => {
  const times = new Map();
  let byLog = false;
  const keys = [policy.log, ...policy.witnesses.values()];
  for (const { name, id, blob } of note.signatures) {
    const key = keys.find((one) => one.name === name && one.id === id);
    if (!key) { mustBeNobody(keys, name, id, blob); continue; }
    if (key.kind === MLDSA) continue; // not checked here, so it counts for nothing
    must(isSignedBy(key, note.text, blob), "bad-signature", name);
    if (key === policy.log) byLog = true;
    else times.set(name, Math.max(times.get(name) ?? 0, Number(bigEndian(blob.subarray(0, 8)))));
  }
  must(byLog, "not-by-log", policy.log.name);
  return times;
};

const mustBeNobody = (keys, name, id, blob) => {
  must(!keys.some((key) => key.id === id), "impostor", name);
  must(!keys.some((key) => key.name === name && key.kind !== MLDSA && blob.length === (key.kind === NOTE ? 64 : 72)), "impostor", name);
};

const isSignedBy = (key, text, blob) => {
  if (key.kind === NOTE) return ed25519(key.bytes, utf8(text), blob);
  if (blob.length !== 72) return false;
  const time = bigEndian(blob.subarray(0, 8));
  return time < 2n ** 53n && ed25519(key.bytes, utf8(`cosignature/v1\ntime ${time}\n${text}`), blob.subarray(8));
};

const bits = (n) => (n === 0n ? 0 : n.toString(2).length);

const rootOf = (leaf, index, size, path) => {
  const inner = bits(index ^ (size - 1n));
  const border = (index >> BigInt(inner)).toString(2).replaceAll("0", "").length;
  must(path.length === inner + border, "bad-path");
  return path.reduce((node, sibling, level) => {
    const left = level >= inner || ((index >> BigInt(level)) & 1n) === 1n;
    return sha256(left ? joined([1], sibling, node) : joined([1], node, sibling));
  }, leaf);
};

const leafHash = (entry) => sha256(joined([0], entry));

const wantedLeaf = (given, extra) => {
  if (given === "") { must(extra, "no-leaf"); return leafHash(extra); }
  const data = unhex(given, "bad-leaf"), hash = data.length === 32 ? data : leafHash(data);
  must(!extra || ![32, 104].includes(data.length) || same(leafHash(extra), hash), "other-leaf");
  return hash;
};

// Everything about one proof, or the first fault. `now` in seconds since 1970.
const judge = (proofText, policyText, leafText, now) => {
  const policy = parsePolicy(policyText), proof = parseProof(proofText), note = parseNote(proof.note);
  const times = signers(note, policy), checkpoint = parseCheckpoint(note.text);
  must(checkpoint.origin === policy.log.name, "other-log", checkpoint.origin);
  must(reaches(policy, policy.quorum, new Set(times.keys())), "no-quorum");
  const leaf = wantedLeaf(leafText.trim(), proof.extra);
  must(proof.index < checkpoint.size, "bad-path");
  must(same(rootOf(leaf, proof.index, checkpoint.size, proof.path), checkpoint.root), "bad-path");
  const seen = quorumTime(policy, times);
  must(seen === null || seen <= now + 60, "future");
  return { origin: checkpoint.origin, index: proof.index, size: checkpoint.size, leaf: hex(leaf), times, seen };
};

// When the quorum was complete: one lying clock cannot date a checkpoint back.
const quorumTime = (policy, times) => {
  for (const moment of [...times.values()].sort((a, b) => a - b)) {
    const names = new Set([...times].filter(([, time]) => time <= moment).map(([name]) => name));
    if (reaches(policy, policy.quorum, names)) return moment;
  }
  return null;
};
