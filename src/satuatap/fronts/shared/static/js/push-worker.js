/* Shows a notice that came to this browser, and opens the page it is about; only one of ours. */
"use strict";

addEventListener("push", (event) => {
  const { title, text, link, key } = event.data.json();
  event.waitUntil(registration.showNotification(title, { body: text, data: link, tag: key, lang: "id" }));
});
addEventListener("notificationclick", (event) => {
  const link = event.notification.data;
  event.notification.close();
  if (link && new URL(link).origin === location.origin) event.waitUntil(clients.openWindow(link));
});
