import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeHandler } from '../../src/http/node-handler.ts';
import { type TestServer, testServer } from '../support/http.ts';
import { anActivity } from '../support/index.ts';

const require = createRequire(import.meta.url);
// biome-ignore lint/suspicious/noExplicitAny: Express 4 has no types here, and each parser is mounted alike
type Express = any;
const versions: Record<string, Express> = {
  'Express 5': require('express'),
  'Express 4': require('express4'),
};
const compression: () => RequestListener = require('compression');

const GLOBALS = [globalThis.Request, globalThis.Response];

let s: TestServer;
let key: string;
beforeAll(async () => {
  s = await testServer({ basePath: '/insights' });
  key = await s.key('track', 'read');
});
afterAll(() => s?.close());

/** An application with ours mounted after whatever the host put before it. */
async function mounted(express: Express, ...before: unknown[]) {
  const app = express();
  for (const each of before) app.use(each);
  app.use('/insights', nodeHandler(s.analytics.fetch));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/insights`;
  return {
    base,
    track: (body: BodyInit, headers: Record<string, string> = {}) =>
      fetch(`${base}/api/track`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
        body,
      }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe.each(Object.entries(versions))('%s', (_, express) => {
  const keepRaw = (request: { rawBody?: Buffer }, _response: unknown, bytes: Buffer) => {
    request.rawBody = bytes;
  };
  const swallow = (request: NodeJS.ReadableStream, _: unknown, next: () => void) => {
    request.on('end', next).resume();
  };
  const parsers: [name: string, before: unknown[]][] = [
    ['nothing', []],
    ['express.json()', [express.json({ limit: '5mb' })]],
    ['json and urlencoded', [express.json(), express.urlencoded({ extended: true })]],
    ['express.raw()', [express.raw({ type: '*/*' })]],
    ['express.text()', [express.text({ type: '*/*' })]],
    ['a kept rawBody', [express.json({ verify: keepRaw })]],
  ];

  it.each(parsers)('takes a body after %s', async (_name, before) => {
    const host = await mounted(express, ...before);
    const activity = { ...anActivity(), details: { title: 'Ü €' } };
    const one = await host.track(JSON.stringify(activity));
    expect([one.status, (await one.json()).results[0].outcome]).toEqual([200, 'committed']);
    // The same again is the same, however it came.
    const zipped = await host.track(gzipSync(JSON.stringify(activity)), { 'content-encoding': 'gzip' });
    expect([zipped.status, (await zipped.json()).results[0].outcome]).toEqual([200, 'duplicate']);
    const form = await host.track('a=b', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(form.status).toBe(415);
    await host.close();
  });

  it('says what to mount first where the body is gone', async () => {
    const host = await mounted(express, swallow);
    const answer = await host.track('{}');
    expect([answer.status, (await answer.json()).detail]).toEqual([
      400,
      expect.stringMatching(/mount this before body parsers/),
    ]);
    expect((await fetch(`${host.base}/healthz`)).status).toBe(200);
    await host.close();
  });

  it('lets the live stream through compression()', async () => {
    const host = await mounted(express, compression());
    const answer = await fetch(`${host.base}/api/admin/live`, {
      headers: { authorization: `Bearer ${key}`, 'accept-encoding': 'gzip' },
    });
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, null]);
    expect(answer.headers.get('cache-control')).toBe('no-store, no-transform');
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('retry:');
    await s.analytics.ingest.track(anActivity({ userId: 'live-user' }));
    let text = '';
    while (!text.includes('live-user')) text += (await reader.read()).value;
    await reader.cancel();
    await host.close();
  });

  it('leaves the globals of its host alone', () => {
    nodeHandler(s.analytics.fetch);
    expect([globalThis.Request, globalThis.Response]).toEqual(GLOBALS);
  });
});
