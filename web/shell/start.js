// SPDX-License-Identifier: Apache-2.0
// Starts the program and runs frames on demand: an idle page uses no processor.
(() => {
  let scheduled = false;
  Anker.schedule = () => {
    if (scheduled || !Anker.running) return;
    scheduled = true;
    // A hidden tab gets no animation frames; it still has to answer the network.
    const run = () => { scheduled = false; Module._anker_frame(performance.now()); };
    if (document.hidden) setTimeout(run, 100); else requestAnimationFrame(run);
  };
  let timer = 0;
  Anker.wakeIn = (ms) => { clearTimeout(timer); timer = ms >= 0 ? setTimeout(() => Anker.input('wake'), ms) : 0; };

  addEventListener('resize', () => Anker.input('wake'));
  addEventListener('visibilitychange', () => Anker.input('wake'));
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)']) matchMedia(query).addEventListener('change', () => Anker.input('wake'));
  document.getElementById('skin').addEventListener('click', () => Anker.device.setReader(!document.documentElement.classList.contains('reader')));

  window.Module = {
    canvas: document.getElementById('canvas'),
    locateFile: (name) => Anker.assets[name] || name,
    print: (text) => console.log(text),
    printErr: (text) => console.error(text),
    onRuntimeInitialized() { Anker.running = true; queueMicrotask(Anker.replay); document.getElementById('loading').remove(); },
    onAbort() { document.documentElement.classList.add('stopped'); },
  };

  // Two programs of the same objects (docs/decisions/0012): a link for professionals names the studio.
  Anker.assets = JSON.parse(document.getElementById('assets').textContent);
  const files = /[#&]p=studio\b/.test(location.hash) ? ['studio_page.js', 'studio.js'] : ['client.js'];
  for (const name of files) {
    const script = document.createElement('script');
    script.src = Anker.assets[name];
    script.async = false;
    document.body.appendChild(script);
  }
})();
