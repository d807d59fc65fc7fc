// SPDX-License-Identifier: Apache-2.0
// Screenshots of the four real Quartiere, to be looked at: `node tests/e2e/real_data.mjs DATA_FOLDER [PATTERN]`, after
// `tools/make-real-data DATA_FOLDER`. Not part of all.mjs; docs/real-data.md says more. What a program can check of them is
// checked: numbers of marks and areas, nothing clipped.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Program, results, stopAll } from './lib/program.mjs';
import { visit, closeBrowser, desk, phone } from './lib/browser.mjs';

const [data, pattern = '.'] = process.argv.slice(2);
if (!data || !fs.existsSync(path.join(data, 'ankerpunkt.gpkg'))) {
  console.error('Usage: node tests/e2e/real_data.mjs DATA_FOLDER [PATTERN], with what tools/make-real-data has made');
  process.exit(2);
}

// Who has to be named on the studio's screen, as the licences ask.
const sources = {
  koeln: ['Stadt Köln, offenedaten-koeln.de', 'IT.NRW', '© OpenStreetMap-Mitwirkende', 'Erzeugte Beispielstimmen'],
  bonn: ['Raddialog der Stadt Bonn 2017'],
  stockum: ['© OpenStreetMap-Mitwirkende'],
  berlin: ['Amt für Statistik Berlin-Brandenburg', 'Senatsverwaltung für Wissenschaft'],
};
// What is opened: name of the picture, Quartier, link, screen, how much there has to be, and what is pressed.
const shots = [
  ['real-koeln', 'koeln', 'professional', desk, { marks: 1037, areas: 86 }, 'Chorweiler'],
  ['real-koeln-overview', 'koeln', 'professional', desk, { marks: 1037, areas: 86 }],
  ['real-koeln-ar', 'koeln', 'professional', { ...desk, locale: 'ar' }, { marks: 1037, areas: 86 }, 'Chorweiler'],
  ['real-bonn', 'bonn', 'professional', desk, { marks: 2393, areas: 0 }],
  ['real-stockum', 'stockum', 'professional', desk, { marks: 0, areas: 0 }],
  ['real-stockum-phone', 'stockum', 'resident', phone, { marks: 0, areas: 0 }],
  ['real-berlin', 'berlin', 'professional', desk, { marks: 0, areas: 138 }, 'Köllnische Heide'],
];

fs.mkdirSync(results, { recursive: true });
try {
  for (const quartier of new Set(shots.map((s) => s[1]))) {
    const wanted = shots.filter(([name, key]) => key === quartier && new RegExp(pattern).test(name));
    if (!wanted.length) continue;
    const program = await Program.start({ data, args: ['--quartier', quartier, '--open-session'] });
    for (const [name, , role, screen, expected, area] of wanted) {
      const person = await visit(program.links[role], { ...screen });
      await person.until(({ marks, areas }) => Anker.probe().marks === marks && Anker.probe().areas === areas, expected);
      if (area) {
        await person.page.locator('#sem li button').filter({ hasText: area }).first().click();
        await person.settle();
      }
      await person.shot(name);
      for (const source of role === 'professional' ? sources[quartier] : [])
        assert.ok(await person.page.getByText(source).count(), name + ': source not named: ' + source);
      if (quartier === 'bonn') assert.equal(await person.page.getByText('Keine Raumeinheiten', { exact: true }).count(), 1);
      const { overflows, duplicates } = await person.probe();
      assert.deepEqual(overflows, [], name + ': text that does not fit its box');
      assert.equal(duplicates, 0, name + ': a key used twice');
      console.log(`${name}: ${expected.marks} marks, ${expected.areas} areas`);
      await person.leave();
    }
    assert.equal(await program.stop(), 0);
  }
} finally {
  // A failure must not leave a program behind that holds the data folder.
  await closeBrowser();
  await stopAll();
}
console.log('Pictures are in ' + results);
