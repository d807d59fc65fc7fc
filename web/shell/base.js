// SPDX-License-Identifier: Apache-2.0
// The one object shared with C++. `input` is the only way in: it queues one event and asks for a frame.
const Anker = (window.Anker = window.Anker || {});
(() => {
  const KINDS = ['wake', 'action', 'socket_open', 'socket_text', 'socket_closed', 'fetched', 'located', 'job_progress', 'job_done'];
  const encoder = new TextEncoder();
  const early = [];
  Anker.running = false;
  Anker.input = (kind, a = 0, b = 0, c = 0, data = '') => {
    if (!Anker.running) { early.push([kind, a, b, c, data]); return; }
    if (kind !== 'wake') {
      const bytes = typeof data === 'string' ? encoder.encode(data) : data;
      const at = bytes.length ? Module._malloc(bytes.length) : 0;
      if (at) HEAPU8.set(bytes, at);
      Module._anker_input(KINDS.indexOf(kind), a, b, c, at, bytes.length); // takes over the memory
    }
    Anker.schedule();
  };
  Anker.replay = () => { for (const e of early.splice(0)) Anker.input(...e); };
  /// Facts for tests: counts, camera, layout faults.
  Anker.probe = () => JSON.parse(UTF8ToString(Module._anker_probe()));
  const decoder = new TextDecoder();
  Anker.read = (at, size) => decoder.decode(HEAPU8.subarray(at, at + size));
  /// Gives a text to C++: writes it to fresh memory, its size to `out`.
  Anker.give = (text, out) => {
    const bytes = encoder.encode(text);
    const at = Module._malloc(bytes.length + 1);
    HEAPU8.set(bytes, at);
    HEAPU32[out >> 2] = bytes.length;
    return at;
  };
})();
