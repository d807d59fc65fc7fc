// SPDX-License-Identifier: Apache-2.0
// What only the studio asks of the page: jobs in a worker, and files for the person's own disk. Loaded before studio.js.
'use strict';
Anker.lab = (() => {
  let worker = null;
  let running = 0;
  const stop = () => { if (worker) worker.terminate(); worker = null; running = 0; };
  const fail = (id, words) => { stop(); Anker.input('job_done', id, 0, 0, words); };
  function begin() {
    worker = new Worker(Anker.assets['lab_worker.js']);
    worker.onmessage = ({ data }) => {
      if (data.id !== running) return;
      if (data.fault !== undefined) fail(data.id, data.fault);
      else if (data.outcome) { running = 0; Anker.input('job_done', data.id, 1, 0, data.outcome); }
      else Anker.input('job_progress', data.id, data.done, data.total, data.what);
    };
    worker.onerror = (e) => { e.preventDefault(); if (running) fail(running, e.message || ''); else stop(); };
    worker.postMessage({ assets: { 'lab.js': Anker.assets['lab.js'], 'lab.wasm': Anker.assets['lab.wasm'] } });
  }
  return {
    run(id, order) {
      if (running) stop();
      if (!worker) begin();
      running = id;
      worker.postMessage({ id, order }, [order.buffer]);
    },
    stop,
    /// Hands bytes to the person as a file; nothing leaves the device.
    save(name, type, bytes) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([bytes], { type }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    },
    /// Names of shipped recipes, one per line.
    recipes() { return Object.keys(Anker.assets).filter((n) => n.startsWith('recipes/')).sort().join('\n'); },
  };
})();
