// SPDX-License-Identifier: Apache-2.0
// The DOM side of the semantic frame (docs/decisions/0004): real elements kept in step with what C++ drew. They own
// focus, Tab order, taps, text entry, native pickers and scrolling, and send back what the person did.
Anker.semantics = (() => {
  const ROLES = ['group', 'main', 'nav', 'region', 'form', 'scroll', 'heading', 'text', 'button', 'link', 'checkbox', 'radiogroup', 'radio',
    'select', 'textfield', 'textarea', 'image', 'list', 'listitem', 'status', 'dialog', 'map', 'panel', 'table', 'row', 'columnheader', 'rowheader', 'cell', 'progress', 'banner', 'file'];
  const DISABLED = 1, CHECKED = 2, REQUIRED = 4, INVALID = 8, EXPANDABLE = 16, EXPANDED = 32, PRESSABLE = 64, PRESSED = 128, CURRENT = 256,
    RTL = 512, LTR = 1024, MODAL = 2048;
  const CLICK = 1, FOCUS = 2, BLUR = 3, VALUE = 4, TEXT = 5, KEY = 6, SCROLL = 7, FILE = 8;
  const elements = new Map();
  const decoder = new TextDecoder();
  const root = () => document.getElementById('sem');
  const send = (id, kind, number = 0, text = '') => Anker.input('action', id, kind, number, text);
  let returnFocus = null;

  const TAGS = { main: 'main', nav: 'nav', region: 'section', form: 'form', text: 'p', button: 'button', link: 'a', list: 'ul', listitem: 'li',
    checkbox: 'label', radio: 'label', select: 'label', textfield: 'label', textarea: 'label', file: 'label', table: 'table', row: 'tr', columnheader: 'th', rowheader: 'th', cell: 'td', banner: 'header' };
  const ARIA = { group: 'group', image: 'img', status: 'status', dialog: 'dialog', map: 'application', radiogroup: 'radiogroup', progress: 'progressbar' };
  const FIELDS = { checkbox: 'input', radio: 'input', select: 'select', textfield: 'input', textarea: 'textarea', file: 'input' };

  function make(role, level) {
    const element = document.createElement(role === 'heading' ? 'h' + level : TAGS[role] || 'div');
    if (ARIA[role]) element.setAttribute('role', ARIA[role]);
    if (FIELDS[role]) {
      element.words = element.appendChild(document.createElement('span'));
      element.field = element.appendChild(document.createElement(FIELDS[role]));
      if (['checkbox', 'radio', 'file'].includes(role)) element.field.type = role;
      if (role === 'textfield' || role === 'textarea') element.field.dir = 'auto';
    }
    if (role === 'button') element.type = 'button';
    if (role === 'link') element.href = '#';
    if (role === 'panel') element.setAttribute('aria-hidden', 'true');
    if (role === 'map') element.tabIndex = 0;
    if (role === 'columnheader') element.scope = 'col';
    if (role === 'rowheader') element.scope = 'row';
    if (role === 'scroll') { element.inner = element.appendChild(document.createElement('div')); element.inner.className = 'inner'; }
    if (role === 'table') { element.inner = element.appendChild(document.createElement('tbody')); }
    if (role === 'form') { element.noValidate = true; element.addEventListener('submit', (e) => e.preventDefault()); }
    element.className = 's ' + role;
    return element;
  }

  function listen(element, id, role) {
    const target = element.field || element;
    target.id = 's' + id;
    if (role === 'button' || role === 'link') {
      target.addEventListener('click', (e) => { e.preventDefault(); e.stopPropagation(); if (target.getAttribute('aria-disabled') !== 'true') send(id, CLICK); });
    } else if (role === 'checkbox' || role === 'radio') {
      target.addEventListener('change', () => send(id, CLICK));
    } else if (role === 'file') {
      target.addEventListener('change', async () => { if (target.files[0]) await sendFile(id, target.files[0]); target.value = ''; });
    } else if (role === 'select') {
      target.addEventListener('change', () => send(id, VALUE, target.selectedIndex));
    } else if (role === 'textfield' || role === 'textarea') {
      target.addEventListener('compositionstart', () => { target.composing = true; });
      target.addEventListener('compositionend', () => { target.composing = false; send(id, TEXT, 0, target.value); });
      target.addEventListener('input', () => { if (!target.composing) send(id, TEXT, 0, target.value); });
    } else if (role === 'map') {
      target.addEventListener('keydown', (e) => {
        if (e.ctrlKey || e.metaKey || e.altKey || !/^(Arrow\w+|[+\-]|Enter)$/.test(e.key)) return;
        e.preventDefault();
        send(id, KEY, 0, e.key);
      });
    } else if (role === 'scroll') {
      target.addEventListener('scroll', () => send(id, SCROLL, target.scrollTop), { passive: true });
    }
    if (element.field || ['button', 'link', 'map'].includes(role)) {
      target.addEventListener('focus', () => send(id, FOCUS));
      target.addEventListener('blur', () => send(id, BLUR));
    }
  }

  /// Name and content in one: the number says where the name ends.
  async function sendFile(id, file) {
    const name = new TextEncoder().encode(file.name);
    const bytes = new Uint8Array(name.length + file.size);
    bytes.set(name);
    bytes.set(new Uint8Array(await file.arrayBuffer()), name.length);
    send(id, FILE, name.length, bytes);
  }

  function set(target, name, value) {
    if (value === null) target.removeAttribute(name);
    else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
  }

  const host = (parent) => { const e = parent ? elements.get(parent) : root(); return e.inner || e; };

  function place(element, x, y, w, h) {
    const s = element.style;
    if (w || h) { s.left = x + 'px'; s.top = y + 'px'; s.width = w + 'px'; s.height = h + 'px'; }
  }

  function upsert(d) {
    let element = elements.get(d.id);
    if (element && (element.role0 !== d.role || element.level0 !== d.level)) { element.remove(); elements.delete(d.id); element = null; }
    const role = ROLES[d.role];
    const isNew = !element;
    if (isNew) {
      element = make(role, d.level);
      element.role0 = d.role; element.level0 = d.level;
      listen(element, d.id, role);
      elements.set(d.id, element);
    }
    const target = element.field || element;
    const f = d.flags;
    if (element.words) { if (element.words.textContent !== d.name) element.words.textContent = d.name; }
    else if (['heading', 'text', 'button', 'link', 'columnheader', 'rowheader', 'cell', 'status'].includes(role)) { if (element.textContent !== d.name && (d.name || !element.firstElementChild)) element.textContent = d.name; }
    else if (role !== 'scroll' && role !== 'panel') set(target, 'aria-label', d.name || null);
    if (role === 'checkbox' || role === 'radio') { target.checked = !!(f & CHECKED); if (role === 'radio') target.name = 'g' + d.parent; }
    if (role === 'select') {
      if (target.items !== d.desc) { target.items = d.desc; target.replaceChildren(...d.desc.split('\n').map((text) => new Option(text))); }
      target.selectedIndex = d.now;
    } else if (role === 'textfield' || role === 'textarea') {
      if (!target.composing && target.value !== d.value) target.value = d.value;
      target.required = !!(f & REQUIRED);
      set(target, 'placeholder', d.desc && !(f & INVALID) ? d.desc : null);
      set(target, 'aria-invalid', f & INVALID ? 'true' : null);
      set(target, 'aria-description', f & INVALID ? d.desc : null);
    } else if (role === 'file') {
      target.accept = d.value;
      set(target, 'aria-description', d.desc || null);
    } else if (role === 'map') {
      set(target, 'aria-roledescription', d.value);
      set(target, 'aria-description', d.desc || null);
    } else if (role === 'button' || role === 'link') {
      set(target, 'aria-description', d.desc || null);
      if (d.value) set(target, 'aria-label', d.value); else set(target, 'aria-label', null);
    } else if (role === 'progress') {
      set(target, 'aria-valuenow', String(d.now)); set(target, 'aria-valuemin', '0'); set(target, 'aria-valuemax', '100');
    }
    if (f & PRESSABLE) set(target, 'aria-pressed', f & PRESSED ? 'true' : 'false'); else set(target, 'aria-pressed', null);
    if (f & EXPANDABLE) set(target, 'aria-expanded', f & EXPANDED ? 'true' : 'false');
    set(target, 'aria-current', f & CURRENT ? 'true' : null);
    set(target, 'aria-disabled', f & DISABLED ? 'true' : null);
    if (d.lang) { if (element.lang !== d.lang) element.lang = d.lang; } else if (element.lang) element.removeAttribute('lang');
    const dir = f & RTL ? 'rtl' : f & LTR ? 'ltr' : '';
    if (element.dir !== dir) { if (dir) element.dir = dir; else element.removeAttribute('dir'); }
    if (role === 'main') { document.documentElement.lang = d.lang || 'de'; document.documentElement.dir = dir || 'ltr'; if (d.name) document.title = d.name; }
    if (d.px) element.style.fontSize = d.px + 'px';
    if (d.radius || element.style.borderRadius) element.style.borderRadius = d.radius + 'px';
    if (role === 'scroll') {
      element.inner.style.height = d.now + 'px';
      element.overflows = d.now > d.h;
      if (element.sequence !== d.sequence) { element.sequence = d.sequence; element.scrollTop = d.at; }
    }
    place(element, d.x, d.y, d.w, d.h);
    if (isNew || element.parent0 !== d.parent) { element.parent0 = d.parent; host(d.parent).appendChild(element); }
    if (role === 'dialog' && isNew) openDialog(element, f & MODAL);
  }

  function openDialog(element, modal) {
    set(element, 'aria-modal', modal ? 'true' : null);
    if (!modal) return;
    returnFocus = document.activeElement;
    queueMicrotask(() => {
      inertAround(element);
      (element.querySelector('button, a, input, select, textarea, h1, h2') || element).focus();
    });
  }
  /// Everything that does not contain the dialog is out of reach while it is open.
  function inertAround(dialog) {
    for (const e of document.querySelectorAll('#sem [data-inert]')) { e.inert = false; delete e.dataset.inert; }
    for (let e = dialog; e && e !== root(); e = e.parentElement) {
      for (const other of e.parentElement.children) if (other !== e && !other.contains(dialog)) { other.inert = true; other.dataset.inert = ''; }
    }
  }
  function remove(id) {
    const element = elements.get(id);
    if (!element) return;
    elements.delete(id);
    const wasDialog = element.getAttribute('aria-modal') === 'true';
    element.remove();
    if (!wasDialog) return;
    for (const e of document.querySelectorAll('#sem [data-inert]')) { e.inert = false; delete e.dataset.inert; }
    if (returnFocus && returnFocus.isConnected) returnFocus.focus();
    returnFocus = null;
  }

  /// Where the focus goes if the focused element is about to vanish: what follows it, else what is before, else around.
  function heirs() {
    const list = [];
    for (let e = document.activeElement; e && e !== document.body && root().contains(e); e = e.parentElement) {
      for (let n = e.nextElementSibling; n; n = n.nextElementSibling) list.push(n);
      for (let n = e.previousElementSibling; n; n = n.previousElementSibling) list.push(n);
    }
    return list;
  }
  const focusables = 'button:not([aria-disabled=true]), a[href], input, select, textarea, [tabindex="0"]';
  function inherit(list) {
    if (document.activeElement && document.activeElement !== document.body) return;
    for (const e of list) {
      if (!e.isConnected || e.closest('[inert]')) continue;
      const target = e.matches(focusables) ? e : e.querySelector(focusables);
      if (target) { target.focus(); return; }
    }
  }

  function order(parent, ids) {
    const h = host(parent);
    let next = h.firstChild;
    for (const id of ids) {
      const element = elements.get(id);
      if (!element) continue;
      if (element === next) { next = next.nextSibling; continue; }
      if (element.contains(document.activeElement)) {
        // Moving the focused element would drop the focus and end a composition: move what is before it instead.
        while (next && next !== element) { const after = next.nextSibling; h.appendChild(next); next = after; }
        next = element.nextSibling;
        continue;
      }
      h.insertBefore(element, next);
    }
  }

  return {
    applies: 0,
    apply(at, size) {
      const view = new DataView(HEAPU8.buffer, at, size);
      let o = 0;
      const u32 = () => { o += 4; return view.getUint32(o - 4, true); };
      const f32 = () => { o += 4; return view.getFloat32(o - 4, true); };
      const i16 = () => { o += 2; return view.getInt16(o - 2, true); };
      const text = () => { const n = u32(); const s = n ? decoder.decode(HEAPU8.subarray(at + o, at + o + n)) : ''; o += (n + 3) & ~3; return s; };
      const inheritors = heirs();
      while (o < size) {
        const op = u32();
        if (op === 1) {
          const d = { id: u32(), parent: u32() };
          const r = u32();
          d.role = r & 255; d.level = (r >> 8) & 255;
          d.flags = u32();
          d.x = i16(); d.y = i16(); d.w = i16(); d.h = i16();
          d.now = f32(); d.at = f32(); d.sequence = u32(); d.px = f32(); d.radius = f32();
          d.name = text(); d.value = text(); d.desc = text(); d.lang = text();
          upsert(d);
        } else if (op === 2) { const e = elements.get(u32()); const r = [i16(), i16(), i16(), i16()]; if (e) place(e, ...r); }
        else if (op === 3) remove(u32());
        else if (op === 4) { const parent = u32(); const n = u32(); const ids = []; for (let i = 0; i < n; i++) ids.push(u32()); order(parent, ids); }
        else if (op === 5) { const assertive = u32(); const words = text(); const region = document.getElementById(assertive ? 'assertive' : 'polite'); region.textContent = ''; setTimeout(() => { region.textContent = words; }, 50); }
        else if (op === 6) { const id = u32(); queueMicrotask(() => { const e = elements.get(id); if (e) { const t = e.field || e; if (t.tabIndex < 0 && !t.hasAttribute('tabindex')) t.tabIndex = -1; t.focus(); } }); }
        else throw new Error('semantics: unknown op ' + op);
      }
      for (const e of root().getElementsByClassName('scroll')) {
        // Who has nothing to tab to in it scrolls with the arrow keys.
        set(e, 'tabindex', e.overflows && !e.querySelector(focusables) ? '0' : null);
      }
      if (inheritors.length) queueMicrotask(() => inherit(inheritors));
      this.applies++;
    },
    elements,
  };
})();
