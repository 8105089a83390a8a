/* Passkeys: signing in with a finger, a face or the PIN of the device. Pages work without this file. */
"use strict";

{
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const listed = (list) => (list ?? []).map((item) => ({ ...item, id: bytes(item.id) }));

  const forDevice = (options) => {
    const asked = options.publicKey ?? options;
    const ready = { ...asked, challenge: bytes(asked.challenge) };
    if (asked.user) ready.user = { ...asked.user, id: bytes(asked.user.id) };
    if (asked.allowCredentials) ready.allowCredentials = listed(asked.allowCredentials);
    if (asked.excludeCredentials) ready.excludeCredentials = listed(asked.excludeCredentials);
    return { publicKey: ready };
  };

  const forServer = (credential) => {
    const response = { clientDataJSON: text(credential.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };

  const ask = async (form) => {
    let options = form.dataset.options;
    if (form.dataset.fetch) {
      const answer = await fetch(form.dataset.fetch, { headers: { Accept: "application/json" } });
      options = JSON.stringify((await answer.json()).request_options);
    }
    const asked = forDevice(JSON.parse(options));
    const credential = await navigator.credentials[form.dataset.passkey](asked);
    form.elements.credential.value = forServer(credential);
    form.submit();
  };

  if (window.PublicKeyCredential) {
    for (const hint of document.querySelectorAll("[data-passkey-none]")) hint.hidden = true;
    for (const form of document.querySelectorAll("form[data-passkey]")) {
      form.hidden = false;
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const failed = form.querySelector("[role=alert]");
        failed.hidden = true;
        ask(form).catch(() => {
          failed.hidden = false;
        });
      });
    }
  }
}
