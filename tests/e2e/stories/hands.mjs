// SPDX-License-Identifier: Apache-2.0
// Keyboard, touch, text entry and the network as people really have them.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Program } from '../lib/program.mjs';
import { visit, phone, chromiumBrowser } from '../lib/browser.mjs';

const program = await Program.start();

test('everything can be done with the keyboard alone', async () => {
  const person = await visit(program.links.resident, phone);
  const { page } = person;
  const before = (await person.probe()).marks;
  const tabTo = async (name) => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => document.activeElement.getAttribute('aria-label') || document.activeElement.textContent);
      if (name.test(at)) return;
    }
    assert.fail('never reached ' + name);
  };
  await tabTo(/^Hier fehlt etwas$/);
  await page.keyboard.press('Enter');
  await person.settle();
  await tabTo(/^Karte von/);
  const camera = (await person.probe()).camera;
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('+');
  // Arrows move the map, plus comes nearer.
  await person.until(([lon, , scale]) => Anker.probe().camera[0] > lon && Anker.probe().camera[2] > scale, camera);
  await tabTo(/^Grün & Klima$/);
  await page.keyboard.press('Space');
  await person.until((n) => Anker.probe().marks === n, before + 1);
  await person.leave();
});

test('a place can be chosen by street, without the map', async () => {
  const person = await visit(program.links.resident, phone);
  await person.button('Hier ist etwas Gutes').click();
  await person.settle();
  const camera = (await person.probe()).camera;
  await person.page.locator('#sem select').selectOption({ index: 3 });
  await person.settle();
  assert.notDeepEqual((await person.probe()).camera.slice(0, 2), camera.slice(0, 2));
  await person.leave();
});

test('two fingers zoom and one finger moves the map', async () => {
  const person = await visit(program.links.resident, { ...phone, touch: true });
  const cdp = await person.context.newCDPSession(person.page);
  const touch = (type, points) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const before = (await person.probe()).camera;
  await touch('touchStart', [[150, 300]]);
  for (let i = 1; i <= 6; i++) await touch('touchMove', [[150 + 15 * i, 300]]);
  await touch('touchEnd', []);
  await person.settle();
  const panned = (await person.probe()).camera;
  assert.ok(panned[0] < before[0], 'dragging to the right brings what is on the left');
  assert.equal(panned[2], before[2]);
  await touch('touchStart', [[150, 300], [240, 300]]);
  for (let i = 1; i <= 6; i++) await touch('touchMove', [[150 - 10 * i, 300], [240 + 10 * i, 300]]);
  await touch('touchEnd', []);
  await person.settle();
  assert.ok((await person.probe()).camera[2] > panned[2] * 1.5, 'spreading two fingers comes nearer');
  await person.leave();
});

test('a tap on a control reaches the control and not the map below', async () => {
  const person = await visit(program.links.resident, { ...phone, touch: true });
  const camera = (await person.probe()).camera;
  await person.button('Näher heran').tap();
  await person.settle();
  const zoomed = (await person.probe()).camera;
  assert.ok(zoomed[2] > camera[2]);
  assert.deepEqual(zoomed.slice(0, 2), camera.slice(0, 2));
  await person.leave();
});

test('SDL leaves the keys to the text field: typing, Backspace, arrows, Tab, Arabic, emoji, composition, undo', async () => {
  const person = await visit(program.links.resident, phone);
  const { page } = person;
  await person.button('Hier ist etwas Gutes').click();
  await person.settle();
  await person.button('Begegnung').click();
  await person.settle();
  const field = page.locator('textarea');
  await field.focus();
  await page.keyboard.type('ab c');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('X');
  assert.equal(await field.inputValue(), 'abX ');
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('مرحبا 👩🏽‍🌾 نريد شجرة');
  await person.settle();
  assert.equal(await field.inputValue(), 'مرحبا 👩🏽‍🌾 نريد شجرة');
  assert.equal(await field.evaluate((e) => getComputedStyle(e).direction), 'rtl');
  const cdp = await person.context.newCDPSession(page);
  await cdp.send('Input.imeSetComposition', { text: 'Stra', selectionStart: 4, selectionEnd: 4 });
  await person.settle();
  await cdp.send('Input.insertText', { text: 'Straße' });
  await person.settle();
  assert.match(await field.inputValue(), /Straße$/);
  await page.keyboard.press('Control+Z');
  await person.settle();
  assert.doesNotMatch(await field.inputValue(), /Straße$/);
  await page.keyboard.press('Tab');
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), 'TEXTAREA', 'Tab leaves the field');
  await person.leave();
});

test('hostile words are shown as words', async () => {
  const person = await visit(program.links.resident, phone);
  const facilitator = await visit(program.links.facilitator, { width: 1440, height: 1000 });
  const evil = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> {n} \\u0000';
  await person.button('Hier fehlt etwas').click();
  await person.settle();
  await person.button('Lernen').click();
  await person.settle();
  await person.page.locator('textarea').fill(evil);
  await person.button('Worte abschicken').click();
  await facilitator.page.getByText('<img src=x').first().waitFor();
  for (const who of [person, facilitator]) assert.equal(await who.page.evaluate(() => window.hacked), undefined);
  await person.leave();
  await facilitator.leave();
});

test('no marks are lost when the server goes away and the page is reloaded meanwhile', async () => {
  const own = await Program.start();
  const person = await visit(own.links.resident, phone);
  const before = (await person.probe()).marks;
  await own.stop('SIGKILL');
  await person.page.getByText('Ohne Netz.').first().waitFor();
  await person.button('Hier fehlt etwas').click();
  await person.settle();
  await person.button('Sicherheit & Sauberkeit').click();
  await person.settle();
  await person.shot('resident-offline');
  assert.equal((await person.probe()).pending, 1);
  await own.launch();
  await person.until((n) => Anker.probe().marks === n && Anker.probe().pending === 0, before + 1);
  // And once more across a reload: the outbox lies in the browser's storage.
  await own.stop('SIGKILL');
  await person.until(() => Anker.probe().link !== 5);
  await person.button(/Fertig|Worte/).first().click();
  await person.settle();
  await person.button('Hier ist etwas Gutes').click();
  await person.settle();
  await person.button('Grün & Klima').click();
  await person.settle();
  await own.launch();
  await person.page.reload();
  await person.until((n) => window.Anker?.running && Anker.probe().marks === n && Anker.probe().pending === 0, before + 2);
  await person.context.close();
  await own.stop();
});

test('an idle page draws nothing', async () => {
  const person = await visit(program.links.resident, phone);
  await person.settle();
  const { frames } = await person.probe();
  await person.page.waitForTimeout(1500);
  assert.equal((await person.probe()).frames, frames);
  await person.leave();
});

test('a page without a link, and with a wrong one, says what to do', async () => {
  const b = await chromiumBrowser();
  const context = await b.newContext({ viewport: { width: 390, height: 844 }, locale: 'de-DE' });
  const page = await context.newPage();
  await page.goto(program.url);
  await page.getByText('Hier fehlt der Link').first().waitFor();
  await page.goto(program.url + '/#k=AAAAAAAAAAAAAAAAAAAAAA');
  await page.reload();
  await page.getByText('Dieser Link gilt nicht mehr').first().waitFor();
  await context.close();
});

test('stop', async () => { await program.stop(); });
