// The page itself: reads what was pasted or chosen, judges it, shows the answer in both languages.

const byId = (id) => document.getElementById(id);

const both = (code, detail = "") => {
  const fragment = document.createDocumentFragment();
  ["en", "ur"].forEach((language, i) => {
    const span = document.createElement("span");
    span.lang = language;
    span.textContent = detail ? `${WORDS[code][i]} ` : WORDS[code][i];
    if (detail) span.append(exactly(detail));
    fragment.append(span);
  });
  return fragment;
};

// Names, hashes and times read from left to right in every language.
const exactly = (text) => { const bdi = document.createElement("bdi"); bdi.dir = "ltr"; bdi.textContent = text; return bdi; };

const row = (code, ...values) => {
  const term = document.createElement("dt"), meaning = document.createElement("dd");
  term.append(both(code));
  meaning.append(...values);
  byId("facts").append(term, meaning);
};

const moment = (seconds) => new Date(seconds * 1000).toISOString().replace(".000", "");

const show = (found, policyText) => {
  byId("verdict").replaceChildren(both("holds"));
  byId("answer").className = "holds";
  row("log", exactly(found.origin));
  row("place", exactly(found.index));
  row("size", exactly(found.size));
  row("leaf", exactly(found.leaf));
  row("seen", found.seen === null ? both("never") : exactly(moment(found.seen)));
  for (const [name, time] of found.times) row("witness", exactly(`${name} ${moment(time)}`));
  row("policy", exactly(hex(sha256(utf8(policyText)))));
};

const refuse = (fault) => {
  const known = fault instanceof Fault;
  byId("verdict").replaceChildren(both("fails"), " ", both(known ? fault.code : "broken", known ? fault.detail : String(fault)));
  byId("answer").className = "fails";
};

// A chosen file counts as it is; what was pasted has exactly one newline at its end, as files have.
const textOf = async (name) => {
  const [file] = byId(`${name}-file`).files;
  return file ? file.text() : `${byId(name).value.replace(/\n+$/, "")}\n`;
};

const check = async (event) => {
  event.preventDefault();
  byId("facts").replaceChildren();
  const proof = await textOf("proof"), policy = await textOf("policy");
  try {
    show(judge(proof, policy, byId("leaf").value, Math.floor(Date.now() / 1000)), policy);
  } catch (fault) {
    refuse(fault);
  }
  byId("answer").hidden = false;
  byId("answer").focus();
};

const speak = (language) => {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ur" ? "rtl" : "ltr";
  for (const button of document.querySelectorAll("[data-language]"))
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
};

byId("form").addEventListener("submit", check);
for (const button of document.querySelectorAll("[data-language]")) button.addEventListener("click", () => speak(button.dataset.language));
speak((navigator.language || "en").startsWith("ur") ? "ur" : "en");
