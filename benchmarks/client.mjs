// SPDX-License-Identifier: Apache-2.0
// What the client costs: bytes of a resident's first view, warm start, tap to projector, memory at 400 and 100,000 marks.
// Run after tools/build and `npm ci` in tests/e2e:  node benchmarks/client.mjs [TAPS]
// Every figure is printed only after the thing it measures was seen to have happened.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromiumBrowser, closeBrowser, desk, phone, visit } from '../tests/e2e/lib/browser.mjs';
import { command, exampleData, Program, root } from '../tests/e2e/lib/program.mjs';

const taps = Number(process.argv[2] ?? 60);
const median = (sorted) => sorted[Math.floor(sorted.length / 2)];
const p95 = (sorted) => sorted[Math.ceil(sorted.length * 0.95) - 1];
const rss = (program) => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${program.process.pid}/status`, 'utf8'))[1]) / 1024;

/// Bytes on the wire of everything a fresh phone requests until it shows the map, by path.
async function firstView(program) {
  const browser = await chromiumBrowser();
  const context = await browser.newContext({ viewport: { width: phone.width, height: phone.height }, deviceScaleFactor: phone.dpr, locale: 'de-DE' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const sent = new Map();
  session.on('Network.requestWillBeSent', ({ requestId, request }) => sent.set(requestId, { url: new URL(request.url), bytes: 0, body: 0 }));
  session.on('Network.responseReceived', ({ requestId, response }) => { if (sent.has(requestId)) sent.get(requestId).encoding = Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'content-encoding')?.[1] ?? 'none'; });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { if (sent.has(requestId)) sent.get(requestId).bytes = encodedDataLength; });
  await page.goto(program.links.resident);
  await page.waitForFunction(() => window.Anker?.running && Anker.probe().stage === 4 && Anker.probe().link === 5, null, { timeout: 30_000 });
  await page.waitForTimeout(1500);
  await context.close();
  const all = [...sent.values()].filter(({ url }) => url.protocol.startsWith('http'));
  const hosts = new Set(all.map(({ url }) => url.host));
  assert.deepEqual([...hosts], [new URL(program.url).host], 'nothing comes from another host');
  const isTile = ({ url }) => /^\/data\/[^/]+\/\d+\/\d+\/\d+$/.test(url.pathname);
  const isApi = ({ url }) => url.pathname.startsWith('/api/') || url.pathname.startsWith('/data/');
  const sum = (of) => of.reduce((total, { bytes }) => total + bytes, 0);
  for (const { url, bytes, encoding } of all) console.log(`  ${String(bytes).padStart(8)}  ${encoding ?? '-'}  ${url.pathname.replace(/[0-9a-f]{32,}/, (hash) => hash.slice(0, 8) + '…')}`);
  const client = all.filter((r) => !isApi(r));
  assert.ok(client.some(({ url }) => url.pathname.endsWith('.wasm')), 'the wasm file was seen');
  console.log(`first view, bytes on the wire with headers: client ${sum(client)}, snapshot and data ${sum(all.filter((r) => isApi(r) && !isTile(r)))}, base-map tiles ${sum(all.filter(isTile))} in ${all.filter(isTile).length}`);
}

/// Both pages run on this machine and share its clock: performance.timeOrigin + now().
async function tapToProjector(program) {
  const resident = await visit(program.links.resident, phone);
  const projector = await visit(program.links.projector, desk);
  await projector.page.evaluate(() => {
    window.seen = [];
    let last = Anker.probe().marks;
    const look = () => {
      const { marks } = Anker.probe();
      if (marks !== last) { seen.push([marks, performance.timeOrigin + performance.now()]); last = marks; }
      requestAnimationFrame(look);
    };
    look();
  });
  // Of that, how long until the phone has sent it: drawing on this machine's processor instead of a graphics card.
  await resident.page.evaluate(() => {
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) { window.sentAt = performance.timeOrigin + performance.now(); return send.call(this, data); };
  });
  const times = [], phoneTimes = [];
  for (let tap = 0; tap < taps; ++tap) {
    const before = (await projector.probe()).marks;
    await resident.button('Hier fehlt etwas').click();
    await resident.settle();
    const { free } = await resident.probe();
    await resident.page.mouse.click(free[0] + free[2] * (0.2 + 0.6 * ((tap * 37) % 100) / 100), free[1] + free[3] * (0.3 + 0.4 * ((tap * 61) % 100) / 100));
    await resident.settle();
    // The tap that finishes a mark is the one on the theme.
    const theme = resident.button('Kinder & Jugend');
    await theme.evaluate((button) => button.addEventListener('pointerup', () => { window.tapped = performance.timeOrigin + performance.now(); }, { capture: true, once: true }));
    await theme.click();
    await projector.until((n) => Anker.probe().marks === n, before + 1);
    const tapped = await resident.page.evaluate(() => window.tapped);
    const [, shown] = (await projector.page.evaluate(() => seen)).find(([marks]) => marks === before + 1);
    assert.ok(shown > tapped, 'shown after it was tapped');
    times.push(shown - tapped);
    phoneTimes.push((await resident.page.evaluate(() => window.sentAt)) - tapped);
    await resident.button('Fertig').click();
    await resident.settle();
  }
  times.sort((a, b) => a - b);
  console.log(`tap to the projector's next frame: median ${median(times).toFixed(0)} ms, p95 ${p95(times).toFixed(0)} ms of ${times.length}`);
  phoneTimes.sort((a, b) => a - b);
  console.log(`  of which until the phone has sent it: median ${median(phoneTimes).toFixed(0)} ms`);
  await resident.leave();
  await projector.leave();
}

async function heap(program, expected) {
  const person = await visit(program.links.resident, phone);
  const { marks } = await person.probe();
  assert.equal(marks, expected);
  const bytes = await person.page.evaluate(() => HEAPU8.length);
  console.log(`wasm heap at ${marks} marks: ${(bytes / 1048576).toFixed(1)} MiB; server RSS ${rss(program).toFixed(1)} MiB`);
  await person.leave();
}

/// A folder with one Quartier of `count` generated marks on the example's base map.
function bigData(count) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anker-big-'));
  execFileSync('python3', [path.join(root, 'tools/musterquartier/generate.py'), folder], { stdio: 'ignore' });
  const example = JSON.parse(fs.readFileSync(path.join(folder, 'contributions.geojson'), 'utf8'));
  const points = example.features.filter(({ geometry }) => geometry.type === 'Point');
  const features = Array.from({ length: count }, (_, i) => {
    const { geometry, properties } = points[i % points.length];
    // Spread about the example's marks by up to 40 m, without a random number.
    const [lon, lat] = geometry.coordinates;
    const at = [lon + (((i * 7919) % 1009) / 1009 - 0.5) * 1e-3, lat + (((i * 104729) % 1013) / 1013 - 0.5) * 6e-4];
    return { type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties };
  });
  fs.writeFileSync(path.join(folder, 'big.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
  const data = path.join(folder, 'data');
  const imported = (...args) => command('import', ...args, '--quartier', 'big', '--data', data);
  imported('base-map', path.join(folder, 'basemap.osm'), '--name', 'Groß', '--example');
  imported('contributions', path.join(folder, 'big.geojson'), '--map', path.join(root, 'assets/mappings/musterquartier-contributions.json'), '--allow-outside');
  return data;
}

const program = await Program.start();
console.log(`warm start of the program, to the printed links: ${program.startMs.toFixed(0)} ms; idle RSS ${rss(program).toFixed(1)} MiB`);
await heap(program, 400);
await firstView(program);
await tapToProjector(program);
await program.stop();
if (process.argv[3] === "small") { await closeBrowser(); process.exit(0); }
const big = await Program.start({ data: bigData(100_000) });
await heap(big, 100_000);
await big.stop();
await closeBrowser();
