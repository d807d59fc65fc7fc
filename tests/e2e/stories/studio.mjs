// SPDX-License-Identifier: Apache-2.0
// The studio: from a table to an allocation in the browser, by keyboard, with the same bytes as on the command line; and
// every view in German and Arabic at three sizes.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { command, exampleData, Program, root } from '../lib/program.mjs';
import { visit, axe, phone, desk, tall } from '../lib/browser.mjs';

const program = await Program.start();
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'anker-studio-'));
const recipe = path.join(root, 'assets/recipes/methods/berlin_mss_2021.json');
/// The published indicators of Berlin's MSS 2021, areas with and without an index.
const table = path.join(work, 'berlin.csv');
{
  const columns = ['plr_id', 'ew', 'S1', 'S3', 'S4', 'D1', 'D3', 'D4'];
  const rows = [];
  for (const name of ['berlin_mss2021_plr536.csv', 'berlin_mss2021_excluded6.csv']) {
    const [head, ...lines] = fs.readFileSync(path.join(root, 'tests/data', name), 'utf8').trim().split(/\r?\n/);
    const names = head.split(',');
    if (!columns.every((c) => names.includes(c))) continue;
    for (const line of lines) { const cells = line.split(','); rows.push(columns.map((c) => cells[names.indexOf(c)]).join(',')); }
  }
  fs.writeFileSync(table, [columns.join(','), ...rows].join('\n') + '\n');
}

const german = { own: 'Eigene Zahlen', ranking: 'Reihenfolge', voices: 'Stimmen und Index', allocation: 'Zuteilung' };
const arabic = { own: 'أرقامي الخاصة', ranking: 'الترتيب', voices: 'الأصوات والمؤشر', allocation: 'التوزيع' };

function keyboard(person) {
  const { page } = person;
  const focused = () => page.evaluate(() => { const e = document.activeElement; return e.getAttribute('aria-label') || e.closest('label')?.firstElementChild.textContent || e.textContent; });
  const to = async (name) => {
    for (let i = 0; i < 250; i++) {
      await page.keyboard.press('Tab');
      if (name.test(await focused())) return;
    }
    assert.fail('never reached ' + name);
  };
  return { to, press: async (name, key = 'Enter') => { await to(name); await page.keyboard.press(key); await person.settle(); } };
}

async function fits(person, name) {
  const { overflows, duplicates } = await person.probe();
  assert.deepEqual(overflows, [], name + ': text that does not fit its box');
  assert.equal(duplicates, 0, name + ': a key used twice');
}

/// Saves by the keyboard and returns the bytes.
async function saved(person, keys, name) {
  const download = person.page.waitForEvent('download');
  await keys.press(name);
  return fs.readFileSync(await (await download).path());
}

/// "allein 12 %, zusammen mit den anderen 40 %" of each thing that varied.
const influences = async (page) => (await page.locator('#sem ul[aria-label="Was die Reihenfolge am meisten bestimmt"] li').allTextContents())
  .map((text) => { const [, name, alone, total] = /^(.*): allein (\d+) %, zusammen mit den anderen (\d+) %$/.exec(text); return { name, alone: Number(alone), total: Number(total) }; });

const tableText = (person, caption) => person.page.locator(`table[aria-label="${caption}"] tr`).evaluateAll((rows) => rows.map((r) => [...r.children].map((c) => c.textContent)));

test('from CSV to allocation in the browser, with the keyboard alone', { timeout: 300_000 }, async () => {
  const person = await visit(program.links.professional, desk);
  const { page } = person;
  const keys = keyboard(person);
  await person.until(() => Anker.probe().figures);
  const sent = [];
  page.on('request', (r) => { if (r.method() !== 'GET') sent.push(r.url()); });
  page.on('websocket', () => sent.push('websocket'));

  await keys.press(/^Eigene Zahlen$/);
  const chooser = page.waitForEvent('filechooser');
  await keys.press(/^Tabelle öffnen$/);
  await (await chooser).setFiles(table);
  await page.getByText(/^berlin\.csv, /).first().waitFor();
  await keys.to(/^Veröffentlichtes Verfahren wählen/);
  await page.keyboard.type('berlin mss');
  await page.getByText(/^berlin_mss_2021\.json, /).first().waitFor();
  await keys.press(/^Index berechnen$/);
  await page.locator('#sem h2', { hasText: /^Ergebnis$/ }).waitFor({ timeout: 60_000 });
  await person.settle();
  const classes = await tableText(person, 'Raumeinheiten je Stufe');
  assert.equal(classes.length, 1 + 4 + 1);
  const rows = fs.readFileSync(table, 'utf8').trim().split('\n').length - 1;
  assert.equal(classes.slice(1).reduce((sum, [, n]) => sum + Number(n), 0), rows, 'every area is in a class or without one');
  await fits(person, 'own figures');
  assert.deepEqual(await axe(page), [], 'own figures');
  await person.shot('studio-own-result-de');

  // The same bytes as on the command line.
  command('index', '--recipe', recipe, '--values', table, '--out', path.join(work, 'index.csv'), '--derivation', path.join(work, 'derivation.csv'));
  assert.deepEqual(await saved(person, keys, /^Index je Raumeinheit speichern/), fs.readFileSync(path.join(work, 'index.csv')));
  assert.deepEqual(await saved(person, keys, /^Herleitung speichern/), fs.readFileSync(path.join(work, 'derivation.csv')));

  await keys.press(/^Reihenfolge$/);
  await page.getByText('Nicht abgestimmt, nicht auf Geheimhaltung geprüft').first().waitFor();
  await keys.press(/^Unsicherheit berechnen$/);
  await page.locator('th', { hasText: 'bleibt in der Stufe' }).waitFor({ state: 'attached', timeout: 120_000 });
  await person.settle();
  const ranking = await tableText(person, 'Reihenfolge');
  for (const [name, rank, interval, , stability] of ranking.slice(1, 40)) {
    const [, low, high] = /^([\d.,]+) bis ([\d.,]+)$/.exec(interval);
    assert.ok(Number(low) <= Number(high), name);
    assert.match(stability, /^\d+ %$/);
    assert.ok(Number(rank) >= 1);
  }
  command('uncertainty', '--recipe', recipe, '--values', table, '--level', 'status', '--runs', '10000', '--seed', '1', '--sobol', '1000',
    '--out', path.join(work, 'uncertainty.csv'), '--draws', path.join(work, 'berlin-draws.csv'), '--report', path.join(work, 'uncertainty.json'));
  assert.deepEqual(await saved(person, keys, /^Als CSV speichern$/), fs.readFileSync(path.join(work, 'uncertainty.csv')), 'the same draws in the browser');
  // What decided the order, largest share first, as the report of the command line has it.
  const sobol = Object.values(JSON.parse(fs.readFileSync(path.join(work, 'uncertainty.json'))).sobol.mean_rank_shift);
  const percent = (share) => Math.round(100 * Math.min(1, Math.max(0, share)));
  const totals = sobol.map((f) => Math.max(percent(f.first_order), percent(f.total))).sort((a, b) => b - a);
  const factors = await influences(page);
  assert.deepEqual(factors.map((f) => f.total), totals);
  assert.ok(factors.every((f) => sobol.some((s) => percent(s.first_order) === f.alone)));
  await page.getByText(/Nicht enthalten: der Zufall kleiner Zahlen/).first().waitFor({ state: 'attached' });
  await fits(person, 'ranking');
  assert.deepEqual(await axe(page), [], 'ranking');
  await person.shot('studio-own-ranking-de');

  await keys.press(/^Zuteilung$/);
  await keys.to(/^Betrag in Euro$/);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('1.000.000');
  await keys.press(/^Zuteilung rechnen$/);
  await page.locator('table[aria-label="Zuteilung"]').waitFor({ state: 'attached', timeout: 60_000 });
  await person.settle();
  const total = (await tableText(person, 'Zuteilung')).at(-1);
  assert.equal(total[0], 'Zusammen');
  assert.equal(total[4], '1.000.000,00', 'the amounts add up to what is given out');
  fs.writeFileSync(path.join(work, 'berlin-allocation-input.csv'), await saved(person, keys, /^Eingabe der Rechnung speichern/));
  const line = await page.locator('#sem p', { hasText: /^ankerpunkt allocate / }).textContent();
  const args = line.split(' ').slice(1).map((a) => (a === 'berlin-allocation-input.csv' ? path.join(work, a) : a === 'allocation.csv' ? path.join(work, a) : a));
  command(...args);
  const allocation = await saved(person, keys, /^Als CSV speichern$/);
  assert.deepEqual(allocation, fs.readFileSync(path.join(work, 'allocation.csv')), 'the command line on the screen makes the same file');
  // With the draws of the index: intervals, and whether more or less than equal per head is sure.
  await keys.press(/^Sicherheit der Beträge berechnen$/);
  await page.locator('th', { hasText: 'Unterschied gesichert?' }).waitFor({ state: 'attached', timeout: 120_000 });
  await person.settle();
  const sure = (await tableText(person, 'Zuteilung')).slice(1, -1);
  const number = (text) => Number(text.replaceAll('.', '').replace(',', '.').replace('−', '-'));
  for (const [name, , , , , interval, equal, gain, verdict] of sure.slice(0, 40)) {
    const [low, high = low] = interval.split(' bis ').map(number);
    assert.ok(low <= high, name);
    if (verdict === 'sicher mehr') assert.ok(low > number(equal) - 0.01 && gain.startsWith('+'), name);
    else if (verdict === 'sicher weniger') assert.ok(high < number(equal) + 0.01 && gain.startsWith('−'), name);
    else assert.match(verdict, /^(nicht gesichert|gleich)$/);
  }
  assert.deepEqual(await saved(person, keys, /^Ziehungen des Index speichern/), fs.readFileSync(path.join(work, 'berlin-draws.csv')));
  const longer = await page.locator('#sem p', { hasText: /^ankerpunkt allocate .*--draws / }).textContent();
  command(...longer.split(' ').slice(1).map((a) => (/^(berlin-allocation-input|berlin-draws|allocation)\.csv$/.test(a) ? path.join(work, a) : a)));
  assert.deepEqual(await saved(person, keys, /^Als CSV speichern$/), fs.readFileSync(path.join(work, 'allocation.csv')), 'the same intervals on the command line');
  {
    const [names, ...rows] = fs.readFileSync(path.join(work, 'allocation.csv'), 'utf8').trim().split('\n').map((l) => l.split(','));
    const of = (row, name) => Number(row[names.indexOf(name)]);
    const verdicts = rows.map((r) => {
      const [equal, low, high, gain] = ['equal', 'draws_p05', 'draws_p95', 'gain'].map((name) => of(r, name));
      if (Math.abs(low - equal) < 0.01 && Math.abs(high - equal) < 0.01) return 'same';
      return (gain > 0 && low > equal) || (gain < 0 && high < equal) ? 'sure' : 'open';
    });
    const [secured, open] = ['sure', 'open'].map((verdict) => verdicts.filter((v) => v === verdict).length);
    assert.ok(secured > 0 && open > 0, 'some are sure and some are not');
    await page.getByText(`bei ${secured} von ${secured + open} Raumeinheiten gesichert`).first().waitFor({ state: 'attached' });
  }
  const [head, ...lines] = allocation.toString().trim().split('\n').map((l) => l.split(','));
  assert.equal(lines.reduce((sum, cells) => sum + Math.round(Number(cells[head.indexOf('allocation')]) * 100), 0), 100_000_000);
  await fits(person, 'allocation');
  assert.deepEqual(await axe(page), [], 'allocation');
  await person.shot('studio-own-allocation-de');

  assert.deepEqual(sent, [], 'nothing was uploaded');
  assert.deepEqual([...person.hosts], [new URL(program.url).host], 'nothing came from elsewhere');
  await person.leave();
});

test('a bad table gets one sentence with line and column, and changes nothing', async () => {
  const person = await visit(program.links.professional, desk);
  const { page } = person;
  await page.getByRole('button', { name: german.own }).click();
  await person.settle();
  const bad = path.join(work, 'bad.csv');
  fs.writeFileSync(bad, fs.readFileSync(table, 'utf8').replace(',4.22594,', ',viel,'));
  await page.locator('#sem input[type=file]').first().setInputFiles(bad);
  await page.locator('#sem input[type=file]').nth(1).setInputFiles(recipe);
  await page.getByText(/^berlin_mss_2021\.json, /).first().waitFor();
  await page.getByRole('button', { name: 'Index berechnen' }).click();
  await page.locator('#sem p', { hasText: /^bad\.csv, Zeile 2, Spalte „S1“: „viel“ ist keine Zahl\.$/ }).first().waitFor({ timeout: 60_000 });
  await person.settle();
  // The job's own sentence, as on the command line, is one press away.
  const english = page.locator('#sem [lang=en]', { hasText: 'bad.csv, line 2, column "S1": "viel" is not a number.' });
  assert.equal(await english.count(), 0);
  const detail = page.getByRole('button', { name: 'Technische Einzelheit' });
  assert.equal(await detail.getAttribute('aria-expanded'), 'false');
  await detail.press('Enter');
  await person.settle();
  assert.equal(await detail.getAttribute('aria-expanded'), 'true');
  assert.equal(await english.count(), 1);
  assert.deepEqual(await axe(page), [], 'refused');
  assert.equal(await page.locator('#sem h2', { hasText: /^Ergebnis$/ }).count(), 0);
  await fits(person, 'refused');
  await person.shot('studio-own-refused-de');
  await person.leave();
});

test('a job can be stopped, and leaves nothing behind', async () => {
  const person = await visit(program.links.professional, desk);
  const { page } = person;
  await person.until(() => Anker.probe().figures);
  await page.getByRole('button', { name: german.ranking }).click();
  await person.settle();
  // The worker answers only when it is let: pressing stop comes first.
  await page.evaluate(() => { Worker.prototype.postMessage = function () {}; });
  await page.getByRole('button', { name: 'Unsicherheit berechnen' }).click();
  await person.settle();
  assert.equal(await page.getByRole('progressbar').count(), 1);
  await page.getByRole('button', { name: 'Abbrechen' }).click();
  await person.settle();
  assert.equal(await page.getByRole('progressbar').count(), 0);
  assert.equal(await page.locator('th', { hasText: 'bleibt in der Stufe' }).count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Unsicherheit berechnen' }).count(), 1);
  await person.leave();
});

test('the uncertainty of the Quartier has the noise of small numbers, and amounts can be stopped', async () => {
  const person = await visit(program.links.professional, desk);
  const { page } = person;
  await person.until(() => Anker.probe().figures);
  await page.getByRole('button', { name: german.ranking }).click();
  await person.settle();
  await page.getByRole('button', { name: 'Unsicherheit berechnen' }).click();
  await page.locator('th', { hasText: 'bleibt in der Stufe' }).waitFor({ state: 'attached', timeout: 60_000 });
  await person.settle();
  assert.deepEqual((await influences(page)).map((f) => f.name).sort(),
    ['Gewichte der Indikatoren', 'Normierung der Werte', 'Zufall kleiner Zahlen', 'welcher Indikator wegbleibt']);
  await page.getByText(/Dazu der Zufall kleiner Zahlen bei allen Indikatoren/).first().waitFor({ state: 'attached' });
  const ranking = await tableText(person, 'Reihenfolge');
  assert.ok(ranking.some(([, , interval]) => { const [low, high] = interval.split(' bis '); return high && low !== high; }), 'ranks are not all certain');

  await page.getByRole('button', { name: german.allocation }).click();
  await person.settle();
  await page.getByRole('button', { name: 'Zuteilung rechnen' }).click();
  await page.locator('table[aria-label="Zuteilung"]').waitFor({ state: 'attached', timeout: 60_000 });
  await person.settle();
  const before = await tableText(person, 'Zuteilung');
  await page.evaluate(() => { window.post = Worker.prototype.postMessage; Worker.prototype.postMessage = function () {}; });
  await page.getByRole('button', { name: 'Sicherheit der Beträge berechnen' }).click();
  await person.settle();
  assert.equal(await page.getByRole('progressbar').count(), 1);
  await page.getByRole('button', { name: 'Abbrechen' }).click();
  await person.settle();
  assert.equal(await page.getByRole('progressbar').count(), 0);
  assert.deepEqual(await tableText(person, 'Zuteilung'), before, 'what was there stays');
  await page.evaluate(() => { Worker.prototype.postMessage = window.post; });
  for (const factor of ['gleitend mit dem Index, ohne Sprung', 'eine Zahl je Stufe, Sprung an der Stufengrenze']) {
    await page.getByRole('combobox', { name: 'Wie der Bedarf zählt' }).selectOption(factor);
    await person.settle();
    await page.getByRole('button', { name: 'Zuteilung rechnen' }).click();
    await page.getByRole('button', { name: 'Sicherheit der Beträge berechnen' }).click();
    await page.locator('th', { hasText: 'Unterschied gesichert?' }).waitFor({ state: 'attached', timeout: 60_000 });
    await person.settle();
    const rows = (await tableText(person, 'Zuteilung')).slice(1, -1);
    assert.equal(rows.length, 12);
    assert.ok(rows.some((row) => row.at(-1) === 'sicher mehr') && rows.some((row) => row.at(-1) === 'sicher weniger'));
    assert.ok(rows.filter((row) => / Index\.$/.test(row[0])).every((row) => row.at(-1) === 'gleich'), 'areas without an index get the same');
  }
  await person.leave();
});

test('the map saves its table, with the reason where there is no index', async () => {
  const person = await visit(program.links.professional, desk);
  const { page } = person;
  await person.until(() => Anker.probe().figures);
  const keys = keyboard(person);
  const [head, ...rows] = (await saved(person, keys, /^Tabelle der Karte speichern/)).toString().trim().split('\n').map((l) => l.split(','));
  assert.equal(rows.length, 12);
  assert.deepEqual(head.slice(0, 9), ['area', 'name', 'people', 'left_out', 'reason', 'class', 'class_name', 'rank', 'value']);
  assert.equal(head.length, 9 + 3 * 4, 'value, normalised value, weight and contribution of three indicators');
  const park = rows.find((r) => r[1] === 'Zechenpark');
  assert.deepEqual(park.slice(3, 6), ['small_population', 'Zu wenige Menschen für einen Index.', '']);
  assert.ok(park.slice(7).every((cell) => cell === ''), 'nothing of it is told');
  assert.deepEqual([rows[0][1], rows[0][5], rows[0][7]], ['Hochfeld', '4', '1']);
  for (const row of rows.filter((r) => r[3] === '')) {
    const contributions = [12, 16, 20].map((i) => Number(row[i])).reduce((a, b) => a + b, 0);
    const sign = Math.sign(Math.round(contributions * 100));
    assert.ok(sign === 0 || sign === Math.sign(Number(row[8])), 'contributions point where the value does');
  }
  await person.leave();
});

test('a link without a hint to the studio finds it', async () => {
  const person = await visit(program.links.professional.replace('&p=studio', ''), desk);
  assert.match(await person.page.evaluate(() => location.hash), /&p=studio$/);
  await person.until(() => Anker.probe().figures);
  assert.equal(await person.page.getByRole('button', { name: german.allocation }).count(), 1);
  await person.leave();
});

test('voices beside figures: silent and burdened first, suppressed numbers in words', async () => {
  const person = await visit(program.links.professional, desk);
  const { page } = person;
  await person.until(() => Anker.probe().figures);
  await page.getByRole('button', { name: german.voices }).click();
  await person.settle();
  await page.locator('#sem ul[aria-label="Vier Fälle"] button').first().waitFor({ state: 'attached' });
  const cases = await page.locator('#sem ul[aria-label="Vier Fälle"] button').allTextContents();
  assert.match(cases[0], /^Still und belastet\. .* \d+$/);
  assert.ok(cases.length >= 4);
  const rows = (await tableText(person, 'Stimmen und Index')).slice(1);
  assert.equal(rows.length, 12);
  assert.equal(cases.reduce((sum, text) => sum + Number(/(\d+)$/.exec(text)[1]), 0), 12, 'every area is in one case');
  for (const row of rows) for (const cell of row.slice(3, 7)) assert.match(cell, /^(\d+|unter 5|geschützt)$/);
  assert.ok(rows.some((row) => row.includes('unter 5') || row.includes('geschützt')), 'the example has protected numbers');
  const download = page.waitForEvent('download');
  await person.button('Tabelle speichern (CSV)').click();
  const file = fs.readFileSync(await (await download).path(), 'utf8');
  const table = file.trim().split('\n').map((line) => line.trim().split(','));
  const column = (name) => table[0].indexOf(name);
  assert.equal(table.length, 13);
  assert.equal(table[1][column('case')], 'silent_burdened');
  const onThemes = table[0].filter((name) => name.startsWith('case_'));
  assert.equal(onThemes.length, 12, 'a case on each theme');
  const known = ['silent_burdened', 'heard_burdened', 'heard_unburdened', 'silent_unburdened', 'undecided', 'not_told'];
  for (const row of table.slice(1)) for (const name of onThemes) assert.ok(known.includes(row[column(name)]), row[column(name)]);
  await person.leave();
});

/// Five classes of two sub-indices; and nine in which class 1 is the most burdened, because a high value means relief.
const fifths = JSON.parse(fs.readFileSync(path.join(root, 'assets/recipes/musterquartier-fifths.json'), 'utf8'));
const nine = structuredClone(fifths);
Object.assign(nine.levels.at(-1), { high_means: 'relief', classes: { kind: 'hybrid', count: 9, top_share: 0.05 } });
for (const [name, adopted, classes] of [['fifths', fifths, 5], ['nine', nine, 9]]) {
  test(`an adopted composite recipe is shown as the command line computes it: ${name}`, { timeout: 240_000 }, async () => {
    const file = (part) => path.join(work, `${name}-${part}`);
    const data = exampleData();
    const quartier = ['--quartier', 'musterquartier', '--data', data];
    fs.writeFileSync(file('adopted.json'), JSON.stringify(adopted));
    command('import', 'recipe', file('adopted.json'), ...quartier);
    command('export', ...quartier, '--values', file('values.csv'), '--recipe', file('recipe.json'));
    command('index', '--recipe', file('recipe.json'), '--values', file('values.csv'), '--out', file('index.csv'));
    const records = (part) => {
      const [head, ...lines] = fs.readFileSync(file(part), 'utf8').trim().split(/\r?\n/).map((l) => l.split(','));
      return lines.map((cells) => Object.fromEntries(head.map((column, i) => [column, cells[i]])));
    };
    const names = Object.fromEntries(records('values.csv').map((row) => [row.key, row.name]));

    const own = await Program.start({ data });
    const person = await visit(own.links.professional, desk);
    const { page } = person;
    await person.until(() => Anker.probe().figures);
    await page.locator('#sem li button').first().click();
    await page.getByText('Einkommen und Arbeit').first().waitFor({ state: 'attached' });
    await page.waitForTimeout(1500); // the derivation is computed meanwhile
    await person.settle();
    await fits(person, 'map');
    assert.deepEqual(await axe(page), [], 'map');
    await person.shot(`studio-adopted-${name}-map-de`);

    await page.getByRole('button', { name: german.ranking }).click();
    await person.settle();
    await page.getByRole('button', { name: 'Unsicherheit berechnen' }).click();
    await page.locator('th', { hasText: 'bleibt in der Stufe' }).waitFor({ state: 'attached', timeout: 60_000 });
    await person.settle();
    await fits(person, 'ranking');
    await person.shot(`studio-adopted-${name}-ranking-de`);
    const ranking = new Map((await tableText(person, 'Reihenfolge')).slice(1).map((row) => [row[0], row]));
    let compared = 0;
    for (const row of records('index.csv')) {
      if (!row.index) continue;
      const [, rank, interval, stage] = ranking.get(names[row.key]);
      const burden = name === 'nine' ? classes + 1 - Number(row.index_class) : Number(row.index_class);
      assert.equal(stage, name === 'nine' ? `${burden} im Rezept: ${row.index_class}` : `${burden} ${row.index_class_name}`, names[row.key]);
      const [, low, high] = /^([\d.,]+) bis ([\d.,]+)$/.exec(interval);
      assert.ok(Number(low) <= Number(high));
      if (Number(rank) === 1) assert.equal(burden, classes, 'rank 1 is the most burdened');
      compared += 1;
    }
    assert.ok(compared > 8);

    await page.getByRole('button', { name: german.allocation }).click();
    await person.settle();
    await page.getByRole('button', { name: 'Zuteilung rechnen' }).click();
    await page.locator('table[aria-label="Zuteilung"]').waitFor({ state: 'attached', timeout: 60_000 });
    await person.settle();
    assert.equal((await tableText(person, 'Zuteilung')).at(-1)[4], '100.000,00', 'the amounts add up to what is given out');
    await person.leave();
    assert.equal(await own.stop(), 0);
  });
}

for (const [language, locale, words] of [['de', 'de-DE', german], ['ar', 'ar', arabic]]) {
  for (const [size, options] of Object.entries({ phone, desk, tall })) {
    test(`every view, ${language}, ${size}`, { timeout: 240_000 }, async () => {
      const person = await visit(program.links.professional, { ...options, dpr: 1, locale, dark: language === 'ar' && size === 'desk' });
      const { page } = person;
      await person.until(() => Anker.probe().figures);
      const go = async (at) => {
        const tabs = page.locator('#sem .nav button');
        if (await tabs.count()) await tabs.nth(at).click();
        else await page.locator('#sem .nav select').selectOption({ index: at });
        await person.settle();
      };
      const seen = async (name) => {
        await person.shot(`studio-${name}-${language}-${size}`);
        await fits(person, name);
        assert.deepEqual(await axe(page), [], name);
      };
      await page.locator('#sem li button').first().click();
      await person.settle();
      await page.waitForTimeout(1500); // the derivation is computed meanwhile
      await person.settle();
      await seen('map');
      await go(1);
      await page.locator('#sem button', { hasText: { de: 'Unsicherheit berechnen', ar: 'حساب عدم اليقين' }[language] }).click();
      await page.locator('th', { hasText: { de: 'bleibt in der Stufe', ar: 'تبقى في درجتها' }[language] }).waitFor({ state: 'attached', timeout: 60_000 });
      await seen('ranking');
      await go(2);
      await seen('voices');
      await go(3);
      await page.locator('#sem button', { hasText: { de: 'Zuteilung rechnen', ar: 'حساب التوزيع' }[language] }).click();
      await page.locator(`table[aria-label="${words.allocation}"]`).waitFor({ state: 'attached', timeout: 60_000 });
      await seen('allocation');
      await page.locator('#sem button', { hasText: { de: 'Sicherheit der Beträge', ar: 'حساب مدى ثبات المبالغ' }[language] }).click();
      await page.locator('th', { hasText: { de: 'Unterschied gesichert?', ar: 'هل الفرق مؤكد؟' }[language] }).waitFor({ state: 'attached', timeout: 60_000 });
      await seen('allocation-sure');
      await go(4);
      await seen('own');
      await page.evaluate(() => Anker.device.setReader(true));
      await person.settle();
      assert.deepEqual(await axe(page), [], 'reader');
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the reader skin flows in one column');
      await person.leave();
    });
  }
}

test('the program stops cleanly', async () => {
  assert.equal(await program.stop(), 0);
  fs.rmSync(work, { recursive: true });
});
