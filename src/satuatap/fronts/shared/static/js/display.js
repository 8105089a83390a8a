/*
 * A screen of the hall: the clock, and calls that are spoken. Every call is spoken twice, once only, and a third time in
 * the language of the visitor where this machine has a voice of it; what was called
 * while the line was down is spoken when it is back, unless it is older than a minute.
 */
"use strict";

{
  const locale = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
  const TOO_OLD = 60_000; // milliseconds
  const zone = document.body.dataset.zone;
  const KEY = "spoken";
  const spoken = new Set(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));
  let began = sessionStorage.getItem(KEY) !== null;
  const waiting = [];
  let speaking = false;

  const clock = () => {
    const now = new Date();
    document.querySelector("[data-clock]").textContent = now
      .toLocaleTimeString(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit", hour12: false }).replace(":", ".");
    document.querySelector("[data-day]").textContent = now
      .toLocaleDateString(locale, { timeZone: zone, weekday: "long", day: "numeric", month: "long", year: "numeric" });
  };

  const chime = () => new Promise((done) => {
    const sound = new AudioContext();
    if (sound.state === "suspended") {
      document.querySelector("[data-sound]").hidden = false;
      return void sound.close().then(done);
    }
    for (const [index, pitch] of [659, 523].entries()) {
      const tone = sound.createOscillator(), level = sound.createGain();
      const from = sound.currentTime + index * 0.45;
      tone.frequency.value = pitch;
      level.gain.setValueAtTime(0.25, from);
      level.gain.exponentialRampToValueAtTime(0.001, from + 0.6);
      tone.connect(level).connect(sound.destination);
      tone.start(from);
      tone.stop(from + 0.6);
    }
    setTimeout(() => void sound.close().then(done), 1100);
  });

  const voiceOf = (language) => window.speechSynthesis?.getVoices()
    .find((one) => one.lang.toLowerCase().split(/[-_]/)[0] === language);

  const say = (words, language, voice) => new Promise((done) => {
    if (!window.speechSynthesis) return void done();
    const speech = new SpeechSynthesisUtterance(words);
    speech.lang = language;
    speech.rate = 0.9;
    if (voice) speech.voice = voice;
    const limit = setTimeout(done, 8000); // a machine without a voice never says that it has finished
    speech.onend = speech.onerror = () => { clearTimeout(limit); done(); };
    speechSynthesis.speak(speech);
  });

  const speak = async () => {
    if (speaking) return;
    speaking = true;
    while (waiting.length > 0) {
      const call = waiting.shift();
      const voice = voiceOf(locale.slice(0, 2)), own = call.again && voiceOf(call.lang);
      await chime();
      await say(call.words, locale, voice);
      await say(call.words, locale, voice);
      if (own) await say(call.again, own.lang, own);
    }
    speaking = false;
  };

  const hear = () => {
    const calls = [...document.querySelectorAll("[data-spoken]")].reverse();
    for (const call of calls) {
      if (spoken.has(call.dataset.spoken)) continue;
      spoken.add(call.dataset.spoken);
      if (began && Date.now() - Date.parse(call.dataset.at) < TOO_OLD) {
        waiting.push({ words: call.dataset.say, again: call.dataset.again, lang: call.lang });
      }
    }
    began = true;
    sessionStorage.setItem(KEY, JSON.stringify([...spoken].slice(-100)));
    void speak();
  };

  document.querySelector("[data-sound]").addEventListener("click", (event) => { event.currentTarget.hidden = true; });
  document.addEventListener("shown", hear);
  document.addEventListener("shown", () => {
    document.querySelector("[data-wait]").textContent = document.querySelector("[data-wait-now]").textContent;
  });
  /* In a quiet hour, too, the hall knows that the screen is on. */
  setInterval(() => void fetch(location.href, { headers: { "HX-Request": "true" } }).catch(() => {}), 300_000);
  setInterval(clock, 1000);
  clock();
  hear();
}
