// SPDX-License-Identifier: Apache-2.0
// What the device offers: network, storage, clock, place, voice, language rules. Everything asynchronous answers through
// Anker.input.
Anker.device = (() => {
  let socket = null;
  const plurals = new Map();
  const numbers = new Map();
  const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'];
  return {
    openSocket(url, protocol) {
      if (socket) { socket.onopen = socket.onmessage = socket.onclose = null; socket.close(); }
      const mine = socket = new WebSocket(url, protocol);
      mine.onopen = () => Anker.input('socket_open');
      mine.onmessage = (e) => Anker.input('socket_text', 0, 0, 0, e.data);
      mine.onclose = (e) => { if (socket === mine) socket = null; Anker.input('socket_closed', e.code); };
    },
    sendSocket(text) { if (socket && socket.readyState === 1) socket.send(text); },
    closeSocket() { if (socket) socket.close(); },
    fetch(id, method, url, bearer, body) {
      const headers = {};
      if (bearer) headers.authorization = 'Bearer ' + bearer;
      if (body) headers['content-type'] = 'application/json';
      fetch(url, { method, headers, body: body || undefined, credentials: 'omit' })
        .then(async (r) => Anker.input('fetched', id, r.status, 0, new Uint8Array(await r.arrayBuffer())))
        .catch(() => Anker.input('fetched', id, 0));
    },
    load(key) { try { return localStorage.getItem('anker.' + key) || ''; } catch { return ''; } },
    store(key, value) { try { if (value) localStorage.setItem('anker.' + key, value); else localStorage.removeItem('anker.' + key); return 1; } catch { return 0; } },
    /// Keys that begin so, in order, one per line.
    keys(prefix) {
      try { return Object.keys(localStorage).filter((k) => k.startsWith('anker.' + prefix)).map((k) => k.slice(6)).sort().join('\n'); } catch { return ''; }
    },
    locate() {
      if (!navigator.geolocation) { Anker.input('located', 0, 0, 0); return; }
      navigator.geolocation.getCurrentPosition((p) => Anker.input('located', p.coords.longitude, p.coords.latitude, 1), () => Anker.input('located', 0, 0, 0),
        { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 });
    },
    /// Only voices on the device itself: others would send the words to somebody's server.
    speak(text, language) {
      const voice = window.speechSynthesis && speechSynthesis.getVoices().find((v) => v.localService && v.lang.toLowerCase().startsWith(language));
      if (!voice) return 0;
      speechSynthesis.cancel();
      const words = new SpeechSynthesisUtterance(text);
      words.voice = voice; words.lang = voice.lang;
      speechSynthesis.speak(words);
      return 1;
    },
    quiet() { if (window.speechSynthesis) speechSynthesis.cancel(); },
    plural(language, n) {
      if (!plurals.has(language)) plurals.set(language, new Intl.PluralRules(language));
      return CATEGORIES.indexOf(plurals.get(language).select(n));
    },
    number(language, value, digits) {
      const key = language + digits;
      if (!numbers.has(key)) numbers.set(key, new Intl.NumberFormat(language + '-u-nu-latn', { minimumFractionDigits: digits, maximumFractionDigits: digits }));
      return numbers.get(key).format(value);
    },
    /// "today", "3 days ago" in words.
    days(language, days) { return new Intl.RelativeTimeFormat(language + '-u-nu-latn', { numeric: 'auto' }).format(-days, 'day'); },
    clock(language) { return new Intl.DateTimeFormat(language + '-u-nu-latn', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date()); },
    random(at, size) { crypto.getRandomValues(HEAPU8.subarray(at, at + size)); },
    copy(text) { if (navigator.clipboard) navigator.clipboard.writeText(text); },
    /// Facts about the page as seven floats: width, height, pixels per CSS pixel, root font, dark, less motion, reader skin.
    page(out) {
      const root = document.documentElement;
      HEAPF32.set([root.clientWidth, window.innerHeight, window.devicePixelRatio || 1, parseFloat(getComputedStyle(root).fontSize),
        matchMedia('(prefers-color-scheme: dark)').matches ? 1 : 0, matchMedia('(prefers-reduced-motion: reduce)').matches ? 1 : 0,
        root.classList.contains('reader') ? 1 : 0], out >> 2);
    },
    fragment() { return location.hash.slice(1); },
    /// Opens the same link with the studio's program.
    openStudio() { history.replaceState(null, '', location.hash + '&p=studio'); location.reload(); },
    origin() { return location.origin; },
    languages() { return (navigator.languages || [navigator.language]).map((l) => l.slice(0, 2).toLowerCase()).join(' '); },
    setTheme(name, paper) { document.documentElement.dataset.theme = name; document.querySelector('meta[name=theme-color]').content = paper; },
    setReader(on) {
      document.documentElement.classList.toggle('reader', !!on);
      document.getElementById('skin').setAttribute('aria-pressed', on ? 'true' : 'false');
      Anker.input('wake');
    },
    setSkinLabel(text) { document.getElementById('skin').textContent = text; },
  };
})();
