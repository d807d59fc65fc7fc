// SPDX-License-Identifier: Apache-2.0
// One Chromium, many separate people in it.
import { chromium } from 'playwright-core';
import fs from 'node:fs';
import path from 'node:path';
import { results } from './program.mjs';

const args = ['--headless', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--enable-precise-memory-info'];
let browser = null;
export async function chromiumBrowser() {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
  return browser;
}
export async function closeBrowser() { if (browser) await browser.close(); browser = null; }

export const phone = { width: 390, height: 844, dpr: 2 };
export const desk = { width: 1920, height: 1080 };
export const tall = { width: 1080, height: 1920 };

/// Opens a link as one person with a device of their own. Errors on the page make the test fail at `leave`.
export async function visit(link, { width = 390, height = 844, dpr = 1, locale = 'de-DE', dark = false, touch = false, context, still = true } = {}) {
  const b = await chromiumBrowser();
  const own = context ?? (await b.newContext({ viewport: { width, height }, deviceScaleFactor: dpr, locale, colorScheme: dark ? 'dark' : 'light', hasTouch: touch,
    reducedMotion: still ? 'reduce' : 'no-preference' }));
  const page = await own.newPage();
  const faults = [];
  const hosts = new Set();
  page.on('console', (m) => { if (m.type() === 'error' && !/ERR_CONNECTION_REFUSED|WebSocket connection/.test(m.text())) faults.push('console: ' + m.text()); });
  page.on('pageerror', (e) => faults.push('error: ' + e.message));
  page.on('request', (r) => hosts.add(new URL(r.url()).host));
  await page.goto(link);
  await page.waitForFunction(() => window.Anker?.running && Anker.probe().stage === 4 && Anker.probe().link === 5, null, { timeout: 30_000 });
  const person = {
    page, context: own, faults, hosts,
    probe: () => page.evaluate(() => Anker.probe()),
    /// Waits until nothing more is drawn.
    async settle() {
      let last = -1;
      for (let i = 0; i < 100; i++) {
        await page.waitForTimeout(80);
        const { frames } = await person.probe();
        if (frames === last) return;
        last = frames;
      }
    },
    until: (test, arg) => page.waitForFunction(test, arg, { timeout: 15_000, polling: 50 }),
    button: (name) => page.locator('#sem button', { hasText: name }),
    async shot(name) {
      await person.settle();
      fs.mkdirSync(results, { recursive: true });
      await page.screenshot({ path: path.join(results, name + '.png') });
    },
    async leave() {
      await own.close();
      if (faults.length) throw new Error('the page reported: ' + faults.slice(0, 3).join(' | '));
    },
  };
  await person.settle();
  return person;
}

const axeSource = fs.readFileSync(path.join(path.dirname(new URL(import.meta.url).pathname), '../node_modules/axe-core/axe.min.js'), 'utf8');
/// Violations of WCAG 2.2 AA and best practice, as short sentences.
export async function axe(page) {
  await page.evaluate(axeSource + ';0');
  const found = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return found.violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 120)} ${v.nodes[0].failureSummary.slice(0, 200)}`);
}
