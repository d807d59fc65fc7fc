// SPDX-License-Identifier: Apache-2.0
// Starts the real program on a fresh copy of the example data, and knows its links.
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../../..');
export const results = path.join(root, 'build/e2e');
const program = process.env.ANKERPUNKT ?? path.join(root, 'build/ankerpunkt');

export async function freePort() {
  const server = net.createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/// The example data folder, made once and copied for each story.
let example = null;
export function exampleData() {
  if (!example) {
    example = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'anker-e2e-')), 'example');
    execFileSync(path.join(root, 'tools/make-example'), [example], { stdio: 'ignore' });
  }
  const copy = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'anker-e2e-')), 'data');
  fs.cpSync(example, copy, { recursive: true });
  return copy;
}

export function command(...args) {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

const running = new Set();
/// A failed story leaves its program behind.
export const stopAll = () => Promise.all([...running].map((p) => p.stop('SIGKILL')));

export class Program {
  constructor(data, port) {
    this.data = data;
    this.port = port;
  }

  static async start({ data = exampleData(), port, args = ['--open-session'] } = {}) {
    const p = new Program(data, port ?? (await freePort()));
    await p.launch(args);
    return p;
  }

  async launch(args = ['--open-session']) {
    this.log = '';
    this.code = undefined;
    const began = performance.now();
    this.process = spawn(program, ['serve', '--data', this.data, '--port', String(this.port), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.process.stdout.on('data', (d) => { this.log += d; });
    this.process.stderr.on('data', (d) => { this.log += d; });
    this.ended = new Promise((done) => this.process.on('exit', (code) => { this.code = code; done(code); }));
    // The links are printed once the port is open; the last one is the facilitator's.
    for (this.links = {}; !this.links.facilitator; await new Promise((r) => setTimeout(r, 10))) {
      if (this.code !== undefined) throw new Error('the program ended: ' + this.log);
      if (performance.now() - began > 10_000) throw new Error('the program printed no links: ' + this.log);
      for (const [, role, link] of this.log.matchAll(/^(\w+)\s+(https?:\/\/\S+)\s/gm)) this.links[role] = link;
    }
    this.startMs = performance.now() - began;
    running.add(this);
    this.ended.then(() => running.delete(this));
    return this;
  }

  get url() { return 'http://127.0.0.1:' + this.port; }
  stop(signal = 'SIGTERM') {
    this.process.kill(signal);
    return this.ended;
  }
}
