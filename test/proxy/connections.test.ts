import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../src/cli/listen.ts';
import { PROGRAM } from '../support/program.ts';
import { sendRaw, type WiredServer, wiredServer } from '../support/wire.ts';

let s: WiredServer;
beforeAll(async () => {
  s = await wiredServer();
});
afterAll(() => s?.close());

const MIB = 1024 * 1024;

/** Sends a head, then a body until the server has enough; what it answered, and how much it was sent. */
async function pour(port: number, head: string, chunked = false): Promise<{ text: string; sent: number }> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(head);
  const bytes = Buffer.alloc(64 * 1024, 32);
  const piece = chunked ? Buffer.concat([Buffer.from('10000\r\n'), bytes, Buffer.from('\r\n')]) : bytes;
  for (let sent = 0; sent < 100 * MIB && !socket.destroyed; sent += piece.length)
    if (!socket.write(piece)) await Promise.race([once(socket, 'drain').catch(() => {}), closed]);
  await closed;
  return { text, sent: socket.bytesWritten };
}

const headOf = (path: string, ...lines: string[]) =>
  [`POST ${path} HTTP/1.1`, 'host: 127.0.0.1', 'content-type: application/json', ...lines, '', ''].join(
    '\r\n',
  );
const HUGE = `content-length: ${100 * MIB}`;

describe('a body that nobody will read', () => {
  it.each([
    ['/api/track', 401, [HUGE]],
    ['/api/admin/keys', 401, [HUGE]],
    ['/api/auth/link', 413, [HUGE]],
    ['/api/nothing', 404, [HUGE]],
    ['/api/track', 401, ['transfer-encoding: chunked']],
    ['/api/auth/link', 413, ['transfer-encoding: chunked']],
  ])('%s: %d before it is there', async (path, status, lines) => {
    const { text, sent } = await pour(s.port, headOf(path, ...lines), lines[0] !== HUGE);
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(text).toMatch(/\r\nconnection: close\r\n/i);
    expect(sent).toBeLessThan(24 * MIB);
  });

  it('is not asked for', async () => {
    const socket = connect(s.port, '127.0.0.1');
    socket.write(headOf('/api/track', HUGE, 'expect: 100-continue'));
    const [first] = await once(socket, 'data');
    expect(String(first)).toMatch(/^HTTP\/1.1 401 /);
    await once(socket, 'close');
  });

  it('is asked for where it is wanted, and small ones keep the connection', async () => {
    const key = await s.key('track');
    const socket = connect(s.port, '127.0.0.1');
    const body = JSON.stringify({ userId: 'u', action: 'session_created' });
    const length = `content-length: ${body.length}`;
    socket.write(headOf('/api/track', `authorization: Bearer ${key}`, length, 'expect: 100-continue'));
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 100 /);
    socket.write(body);
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 200 /);
    socket.write(headOf('/api/track', length) + body);
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 401 .*keep-alive: timeout=75/is);
    socket.write(headOf('/api/track', `authorization: Bearer ${key}`, length) + body);
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 200 /);
    socket.destroy();
  });
});

describe('a connection', () => {
  it('that sends no whole head is closed, one that idles between requests is kept', async () => {
    const http = await listen(async () => new Response('ok'), {
      host: '127.0.0.1',
      port: 0,
      limits: { head: 300, checkedEvery: 50 },
    });
    const [silent, partial, idle] = [0, 1, 2].map(() => connect(http.port, '127.0.0.1')) as [
      Socket,
      Socket,
      Socket,
    ];
    partial.write('GET / HTTP/1.1\r\nhost: x\r\n');
    idle.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    const answered = once(idle, 'data');
    await Promise.all([once(silent.resume(), 'close'), once(partial.resume(), 'close'), answered]);
    const again = once(idle, 'data');
    idle.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(String((await again)[0])).toMatch(/^HTTP\/1.1 200 /);
    idle.destroy();
    await http.close(100);
  });

  it('whose reader takes nothing ends', async () => {
    let left = false;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(MIB)),
      cancel: () => {
        left = true;
      },
    });
    const http = await listen(async () => new Response(endless), {
      host: '127.0.0.1',
      port: 0,
      limits: { reader: 300 },
    });
    const socket = connect(http.port, '127.0.0.1').pause();
    socket.on('error', () => {});
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await expect.poll(() => left, { timeout: 20_000 }).toBe(true);
    socket.destroy();
    await http.close(100);
  });
});

describe('600 connections that never finish, under 400 open files', () => {
  let child: ChildProcess | undefined;
  afterAll(() => child?.kill('SIGKILL'));

  it('shut nobody out', { timeout: 120_000 }, async () => {
    const script = `ulimit -n 400; exec "${process.execPath}" "${PROGRAM}" serve --port 0`;
    child = spawn('bash', ['-c', script], {
      env: { ...process.env, DATABASE_URL: s.t.url, LOG_LEVEL: 'error' },
    });
    let output = '';
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (output += chunk));
    await expect.poll(() => output, { timeout: 90_000 }).toMatch(/ is at http:/);
    const port = Number(/is at http:\/\/127\.0\.0\.1:(\d+)/.exec(output)![1]);
    const begun = ['', 'GET /healthz HTTP/1.1\r\nhost: 127', headOf('/api/auth/link', 'content-length: 9')];
    const sockets = Array.from({ length: 600 }, (_, i) => {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      socket.write(begun[i % begun.length]!);
      return socket;
    });
    for (let i = 0; i < 20; i++) expect((await sendRaw(port, '/healthz')).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    expect((await sendRaw(port, '/readyz')).status).toBe(200);
  });
});
