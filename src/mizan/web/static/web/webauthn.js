// Security keys and passkeys. The only script of the account pages; without it code apps and recovery codes work.
// A form with data-key="create" or "get" has a hidden field `credential` and the options of the ceremony in
// data-options, or the address that gives them in data-options-url.
"use strict";
(() => {
  const bytes = (text) => {
    const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(base64 + "=".repeat((4 - (base64.length % 4)) % 4)), (letter) => letter.charCodeAt(0));
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const ids = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function create(options, passwordless) {
    const wish = options.authenticatorSelection || {};
    options.authenticatorSelection = {
      ...wish,
      residentKey: passwordless ? "required" : "discouraged",
      requireResidentKey: passwordless,
      userVerification: passwordless ? "required" : wish.userVerification || "preferred",
    };
    options.challenge = bytes(options.challenge);
    options.user.id = bytes(options.user.id);
    options.excludeCredentials = ids(options.excludeCredentials);
    const made = await navigator.credentials.create({ publicKey: options });
    return answer(made, {
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : [],
    });
  }

  async function get(options) {
    options.challenge = bytes(options.challenge);
    options.allowCredentials = ids(options.allowCredentials);
    const found = await navigator.credentials.get({ publicKey: options });
    const user = found.response.userHandle;
    return answer(found, {
      authenticatorData: text(found.response.authenticatorData),
      signature: text(found.response.signature),
      userHandle: user ? text(user) : null,
    });
  }

  const answer = (credential, more) => ({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...more },
  });

  async function options(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
    const response = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error("no options");
    return (await response.json()).request_options.publicKey;
  }

  async function run(event) {
    const form = event.target;
    if (form.elements.credential.value) return;
    event.preventDefault();
    const fault = form.querySelector("[data-key-fault]");
    fault.hidden = true;
    try {
      const given = await options(form);
      const made = form.dataset.key === "create" ? await create(given, form.elements.passwordless?.checked || false) : await get(given);
      form.elements.credential.value = JSON.stringify(made);
      form.submit();
    } catch {
      fault.hidden = false;
    }
  }

  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-key]")) {
    form.hidden = false;
    form.addEventListener("submit", run);
  }
})();
