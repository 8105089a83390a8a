/*
 * A number on a phone, or an account: asks the browser whether it may show notices, has its push service give an address, and sends that with
 * the form. Without all that the form stays hidden; a demonstration that no push service knows takes the sandbox's.
 */
"use strict";

{
  const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  const offer = () => { for (const form of document.querySelectorAll("form[data-push]")) form.hidden = !can; };
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));

  const awake = async (registration) => {
    const worker = registration.installing ?? registration.waiting;
    if (!registration.active && worker) {
      await new Promise((done) => worker.addEventListener("statechange", () => { if (worker.state === "activated") done(); }));
    }
    return registration;
  };
  const subscribe = async ({ push, sandbox, scope = "/nomor/" }) => {
    if (await Notification.requestPermission() !== "granted") throw new Error("not allowed");
    const registration = await awake(await navigator.serviceWorker.register("/dorong.js", { scope }));
    try {
      const given = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(push) });
      return given.toJSON();
    } catch (problem) {
      if (!sandbox) throw problem;
      return (await fetch(`${sandbox}/langganan`, { method: "POST", body: JSON.stringify({ sender: push }) })).json();
    }
  };

  offer();
  const live = document.querySelector("[data-live-part]");
  if (live) new MutationObserver(offer).observe(live, { childList: true, subtree: true });
  addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-push]") || form.elements.endpoint.value) return;
    event.preventDefault();
    try {
      const { endpoint, keys } = await subscribe(form.dataset);
      for (const [name, value] of Object.entries({ endpoint, p256dh: keys.p256dh, auth: keys.auth })) form.elements[name].value = value;
      form.submit();
    } catch {
      form.querySelector("[data-cannot]").hidden = false;
    }
  });
}
