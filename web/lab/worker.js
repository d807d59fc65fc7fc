// SPDX-License-Identifier: Apache-2.0
// The worker around lab.wasm. First message: the addresses of its files; then one order after another, each answered by
// any number of {id, what, done, total} and one {id, outcome} or {id, fault}. A worker that is ended writes nothing.
'use strict';
// The only global name: lab.js brings its own, such as run.
const Lab = (() => {
  const decoder = new TextDecoder();
  let ready = null;
  let current = 0;
  let told = 0;

  function carryOut(order) {
    const at = Module._malloc(order.length || 1);
    HEAPU8.set(order, at);
    const out = Module._lab_run(at, order.length); // takes over the memory
    return HEAPU8.slice(out, out + Module._lab_size());
  }

  self.onmessage = async ({ data }) => {
    if (data.assets) {
      ready = new Promise((done, failed) => {
        self.Module = { locateFile: (name) => data.assets[name], onRuntimeInitialized: done, onAbort: failed, print() {}, printErr() {} };
        importScripts(data.assets['lab.js']);
      });
      return;
    }
    try {
      await ready;
      current = data.id;
      const outcome = carryOut(data.order);
      postMessage({ id: data.id, outcome }, [outcome.buffer]);
    } catch (fault) {
      postMessage({ id: data.id, fault: String((fault && fault.message) || fault) });
    }
  };

  return {
    read: (at, size) => decoder.decode(HEAPU8.subarray(at, at + size)),
    progress(what, done, total) {
      const now = performance.now();
      if (now - told < 100 && done < total) return;
      told = now;
      postMessage({ id: current, what, done, total });
    },
  };
})();
