// SPDX-License-Identifier: Apache-2.0
// The main job: a resident marks on a phone, the projector shows it at once, its words only after approval; the studio
// counts it, the export contains it, and what is withdrawn is gone everywhere.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Program, command } from '../lib/program.mjs';
import { visit, phone, desk, axe } from '../lib/browser.mjs';

const words = 'Nach 16 Uhr gibt es für Zwölfjährige nichts.';

test('a mark goes from the phone to projector, facilitator, studio and export', async (t) => {
  const program = await Program.start();
  const resident = await visit(program.links.resident, phone);
  const projector = await visit(program.links.projector, desk);
  const facilitator = await visit(program.links.facilitator, { width: 1440, height: 1000 });
  const before = (await projector.probe()).marks;

  await t.test('three taps and no account: verb, place, theme', async () => {
    await resident.button('Hier fehlt etwas').click();
    await resident.settle();
    const camera = (await resident.probe()).camera;
    const { free } = await resident.probe();
    await resident.page.mouse.click(free[0] + free[2] * 0.3, free[1] + free[3] * 0.6);
    await resident.settle();
    const moved = (await resident.probe()).camera;
    assert.notDeepEqual(moved, camera, 'the tapped place comes under the tip');
    await resident.shot('story-place');
    await resident.button('Kinder & Jugend').click();
    await resident.until((n) => Anker.probe().marks === n, before + 1);
    assert.equal((await resident.probe()).pending, 0);
  });

  await t.test('the projector shows the shape at once, no words', async () => {
    await projector.until((n) => Anker.probe().marks === n, before + 1);
    await projector.shot('story-projector-mark');
  });

  await t.test('words wait for the facilitator and are nowhere else', async () => {
    await resident.page.locator('textarea').fill(words);
    await resident.button('Worte abschicken').click();
    await facilitator.page.getByText(words).first().waitFor();
    await facilitator.shot('story-facilitator-queue');
    await projector.settle();
    assert.equal(await projector.page.getByText(words).count(), 0);
    const other = await visit(program.links.resident, phone);
    await other.button(/Alle \d+ ansehen/).click();
    await other.settle();
    assert.equal(await other.page.getByText(words).count(), 0);
    await other.leave();
  });

  await t.test('after approval they are on the projector', async () => {
    await facilitator.button('Zeigen').first().click();
    await projector.page.getByText(words).first().waitFor();
    await projector.shot('story-projector-words');
    await facilitator.page.getByText('Alles geprüft.').waitFor();
  });

  await t.test('a decision can be taken back', async () => {
    await facilitator.button('Zurücknehmen').click();
    await projector.page.getByText(words).first().waitFor({ state: 'detached' });
    await facilitator.button('Zurücknehmen').click();
    await projector.page.getByText(words).first().waitFor();
  });

  await t.test('a pause stops new marks and says so in words', async () => {
    await facilitator.button('Pause').click();
    await resident.page.getByText('Gerade ist Pause.').first().waitFor();
    assert.equal(await resident.button('Hier fehlt etwas').count(), 0);
    await resident.shot('story-resident-pause');
    await facilitator.page.locator('#sem button').filter({ hasText: /^Weiter$/ }).click();
    await resident.button('Hier fehlt etwas').waitFor();
  });

  await t.test('the export holds the mark with its approved words and never its author', async () => {
    for (const kind of ['geojson', 'csv', 'gpkg']) {
      const file = path.join(path.dirname(program.data), 'export.' + kind);
      command('export', '--quartier', 'musterquartier', '--data', program.data, '--out', file);
      const bytes = fs.readFileSync(file);
      assert.ok(bytes.includes(words), kind + ' contains the words');
      assert.ok(!bytes.includes('author') && !bytes.includes('life_phase'), kind + ' has no personal columns');
    }
  });

  await t.test('the maker finds it again and deletes it; it is gone everywhere', async () => {
    await resident.button(/Meine 1/).click();
    await resident.settle();
    await resident.shot('story-mine');
    await resident.page.locator('#sem li button').first().click();
    await resident.settle();
    await resident.button('Meine Marke löschen').click();
    await projector.until((n) => Anker.probe().marks === n, before);
    await projector.page.getByText(words).first().waitFor({ state: 'detached' });
    await program.stop();
    for (const name of fs.readdirSync(program.data)) {
      const file = path.join(program.data, name);
      if (fs.statSync(file).isFile()) assert.ok(!fs.readFileSync(file).includes(words), name + ' no longer holds the words');
    }
  });

  for (const person of [resident, projector, facilitator]) {
    assert.deepEqual([...person.hosts], ['127.0.0.1:' + program.port], 'no request to any other host');
    await person.leave();
  }
});

test('a shared mark counts once per person and can be taken back', async () => {
  const program = await Program.start();
  const resident = await visit(program.links.resident, phone);
  await resident.button(/Alle \d+ ansehen/).click();
  await resident.settle();
  await resident.page.locator('#sem li button').first().click();
  await resident.settle();
  const share = resident.page.locator('#sem button[aria-pressed]');
  await share.click();
  await resident.page.locator('#sem button[aria-pressed=true]').waitFor();
  await resident.shot('mark-shared');
  assert.deepEqual(await axe(resident.page), []);
  await share.click();
  await resident.page.locator('#sem button[aria-pressed=false]').waitFor();
  await resident.leave();
  await program.stop();
});
