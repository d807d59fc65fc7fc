// SPDX-License-Identifier: Apache-2.0
// Text as the browser shapes it: measured, wrapped and rasterised run by run with Canvas2D, so every script, emoji and
// right-to-left line is right without a font download.
Anker.text = (() => {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const family = 'system-ui, -apple-system, "Segoe UI", Roboto, Inter, "Noto Sans", "Noto Sans Arabic", "Noto Color Emoji", sans-serif';
  const emoji = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F/u;

  /// Base direction by the first strong character, as dir=auto does.
  function direction(text) {
    for (const c of text) {
      if (/[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u200F]/.test(c)) return 'rtl';
      if (/\p{L}|\u200E/u.test(c)) return 'ltr';
    }
    return 'ltr';
  }
  function use(px, weight, text) {
    context.font = `${weight} ${px}px ${family}`;
    context.direction = direction(text);
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
  }
  return {
    family,
    direction,
    /// Writes width, line ascent and descent, ink left, right, up, down as seven floats. Returns 1 for colour emoji.
    measure(text, px, weight, out) {
      use(px, weight, text);
      const m = context.measureText(text);
      HEAPF32.set([m.width, m.fontBoundingBoxAscent, m.fontBoundingBoxDescent, m.actualBoundingBoxLeft, m.actualBoundingBoxRight,
        m.actualBoundingBoxAscent, m.actualBoundingBoxDescent], out >> 2);
      return emoji.test(text) ? 1 : 0;
    },
    /// Paints one run into w x h RGBA pixels at `out`, its origin at (x, y). With `halo` > 0 a stroke goes first.
    raster(text, px, weight, colour, halo, haloColour, x, y, w, h, out) {
      const canvas = context.canvas;
      if (canvas.width < w) canvas.width = w;
      if (canvas.height < h) canvas.height = h;
      context.clearRect(0, 0, w, h);
      use(px, weight, text);
      if (halo > 0) {
        context.lineJoin = 'round';
        context.lineWidth = halo;
        context.strokeStyle = haloColour;
        context.strokeText(text, x, y);
      }
      context.fillStyle = colour;
      context.fillText(text, x, y);
      HEAPU8.set(context.getImageData(0, 0, w, h).data, out);
    },
    /// Lines no wider than `width`, joined by line feeds. Breaks at spaces, then at soft hyphens, then anywhere; a line
    /// whose own direction differs from the paragraph's carries the paragraph's mark.
    wrap(text, px, weight, width) {
      use(px, weight, text);
      const fits = (s) => context.measureText(s.trimEnd()).width <= width;
      const mark = direction(text) === 'rtl' ? '\u200F' : '\u200E';
      const lines = [];
      for (const paragraph of text.split('\n')) {
        let line = '';
        for (const word of paragraph.split(/(?<=\s)/)) {
          if (fits(line + word)) { line += word; continue; }
          if (line) lines.push(line);
          line = word;
          while (!fits(line)) {
            const soft = line.split('\u00AD');
            let head = '';
            let i = 0;
            while (i < soft.length - 1 && fits(head + soft[i] + '-')) head += soft[i++];
            if (i > 0) {
              lines.push(head + '-');
              line = soft.slice(i).join('\u00AD');
              continue;
            }
            let n = 1;
            const units = [...line];
            while (n < units.length && fits(units.slice(0, n + 1).join(''))) n++;
            if (n >= units.length) break;
            lines.push(units.slice(0, n).join(''));
            line = units.slice(n).join('');
          }
        }
        lines.push(line);
      }
      return lines.map((l) => l.trimEnd().replace(/\u00AD/g, '')).map((l) => (l && direction(l) !== direction(text) ? mark + l : l)).join('\n');
    },
  };
})();
