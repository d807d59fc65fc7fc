// SPDX-License-Identifier: Apache-2.0
// Every screen in every language, at normal and doubled text: nothing clipped, no axe violation in either skin, no key
// used twice, all targets large enough. Screenshots are kept beside the report.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Program } from '../lib/program.mjs';
import { visit, axe, phone, desk, tall } from '../lib/browser.mjs';

const locales = { de: 'de-DE', en: 'en-GB', ar: 'ar' };
const verbs = { de: 'Hier fehlt etwas', en: 'Something is missing here', ar: 'هنا ينقص شيء' };
const all = { de: /Alle .* ansehen/, en: /See all/, ar: /عرض \d+ مساهم(ة|ات)/ };
const view = { de: 'Sprache und Ansicht', en: 'Language and view', ar: 'اللغة والعرض' };
const sources = { de: 'Quellen', en: 'Sources', ar: 'المصادر' };
const mine = { de: /Meine/, en: /Mine/, ar: /مساهماتي/ };

async function fits(person, name) {
  const { overflows, duplicates } = await person.probe();
  assert.deepEqual(overflows, [], name + ': text that does not fit its box');
  assert.equal(duplicates, 0, name + ': a key used twice');
}

async function doubled(person, name) {
  await person.page.evaluate(() => { document.documentElement.style.fontSize = '32px'; Anker.input('wake'); });
  await person.settle();
  await fits(person, name + ' at 200 %');
  await person.shot(name + '-200');
  await person.page.evaluate(() => { document.documentElement.style.fontSize = ''; Anker.input('wake'); });
  await person.settle();
}

async function bothSkins(person, name) {
  await fits(person, name);
  await person.shot(name);
  assert.deepEqual(await axe(person.page), [], name + ', mirror');
  await person.page.evaluate(() => Anker.device.setReader(true));
  await person.settle();
  assert.deepEqual(await axe(person.page), [], name + ', reader');
  assert.ok(await person.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name + ': the reader skin flows in one column');
  await person.page.evaluate(() => Anker.device.setReader(false));
  await person.settle();
}

const program = await Program.start();
for (const [language, locale] of Object.entries(locales)) {
  test('resident screens, ' + language, async () => {
    const person = await visit(program.links.resident, { ...phone, locale });
    assert.equal(await person.page.evaluate(() => document.documentElement.lang), language);
    assert.equal(await person.page.evaluate(() => document.documentElement.dir || 'ltr'), language === 'ar' ? 'rtl' : 'ltr');
    await bothSkins(person, 'resident-home-' + language);
    await doubled(person, 'resident-home-' + language);
    const small = await person.page.evaluate(() => [...document.querySelectorAll('#sem button, #sem select, #sem textarea, #sem input')]
      .map((e) => [e.textContent, e.getBoundingClientRect()]).filter(([, r]) => r.width < 44 || r.height < 44).map(([t, r]) => `${t} ${r.width}x${r.height}`));
    assert.deepEqual(small, [], 'targets of at least 44 px');
    await person.button(verbs[language]).click();
    await person.settle();
    await bothSkins(person, 'resident-place-' + language);
    await doubled(person, 'resident-place-' + language);
    await person.page.locator('#sem li button').nth(4).click();
    await person.settle();
    await bothSkins(person, 'resident-words-' + language);
    await doubled(person, 'resident-words-' + language);
    await person.page.locator('#sem button').filter({ hasText: { de: /^Fertig/, en: /^Done/, ar: /^تم/ }[language] }).first().click();
    await person.settle();
    await person.button(mine[language]).click();
    await person.settle();
    await bothSkins(person, 'resident-mine-' + language);
    await person.page.locator('#sem button').first().click();
    await person.settle();
    await person.button(all[language]).first().click();
    await person.settle();
    await bothSkins(person, 'resident-list-' + language);
    await doubled(person, 'resident-list-' + language);
    await person.page.locator('#sem li button').nth(1).click();
    await person.settle();
    await bothSkins(person, 'resident-mark-' + language);
    await person.button(view[language]).click();
    await person.settle();
    await bothSkins(person, 'settings-' + language);
    await person.leave();
  });

  test('projector, facilitator and studio, ' + language, async () => {
    const projector = await visit(program.links.projector, { ...desk, locale });
    await bothSkins(projector, 'projector-' + language);
    await projector.leave();
    const facilitator = await visit(program.links.facilitator, { width: 1440, height: 1000, locale });
    await bothSkins(facilitator, 'facilitator-' + language);
    await facilitator.leave();
    const studio = await visit(program.links.professional, { ...desk, locale });
    await studio.until(() => Anker.probe().figures && Anker.probe().areas === 12);
    await studio.page.locator('#sem li button').first().click();
    await studio.settle();
    assert.equal(await studio.page.getByText(sources[language], { exact: true }).count(), 1, 'who published the figures is said');
    await bothSkins(studio, 'studio-' + language);
    await studio.leave();
  });
}

test('dark, kiosk and wide screens', async () => {
  for (const [name, options] of Object.entries({ 'resident-dark': { ...phone, dark: true }, 'resident-kiosk': tall, 'resident-wide': desk,
    'resident-small': { width: 320, height: 568 } })) {
    const person = await visit(program.links.resident, options);
    await fits(person, name);
    await person.shot(name);
    await person.leave();
  }
  const projector = await visit(program.links.projector, tall);
  await fits(projector, 'projector-tall');
  await projector.shot('projector-tall');
  await projector.leave();
  for (const [role, name] of [['facilitator', 'facilitator-phone'], ['professional', 'studio-phone']]) {
    const person = await visit(program.links[role], phone);
    await fits(person, name);
    await person.shot(name);
    assert.deepEqual(await axe(person.page), [], name);
    await person.leave();
  }
});

test('the program stops cleanly', async () => {
  assert.equal(await program.stop(), 0);
});
