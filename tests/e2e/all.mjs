// SPDX-License-Identifier: Apache-2.0
// All stories in one process and one browser: `node tests/e2e/all.mjs [PATTERN]`.
import { after } from 'node:test';
import { closeBrowser } from './lib/browser.mjs';
import { stopAll } from './lib/program.mjs';

const pattern = new RegExp(process.argv[2] ?? '.');
for (const name of ['two_browsers', 'hands', 'screens', 'studio']) if (pattern.test(name)) await import(`./stories/${name}.mjs`);
after(closeBrowser);
after(stopAll);
