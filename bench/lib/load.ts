import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a route took, from when each request was due: a route that is late makes those behind it late. */
export interface Latencies {
  readonly p50: number;
  readonly p99: number;
  /** Requests that were answered. */
  readonly answered: number;
  /** Seconds from the first to the last. */
  readonly seconds: number;
}

const SOCKETS = 32;

/**
 * Asks a path so many times a second, in an even rhythm, over kept connections.
 *
 * @param rate requests a second
 */
export async function load(port: number, path: string, rate: number, seconds: number): Promise<Latencies> {
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, () => open(port)));
  const count = Math.round(rate * seconds);
  const took: number[] = [];
  const due: number[] = [];
  const free: Line[] = sockets.map((socket) => ({ socket, due: 0 }));
  for (const line of free) {
    line.socket.on('data', (chunk: Buffer) => {
      // An answer comes in one piece: it is far smaller than a packet.
      if (!chunk.toString('latin1').startsWith('HTTP/1.1 200')) throw new Error(`the host answered ${chunk}`);
      took.push(performance.now() - line.due);
      free.push(line);
      next();
    });
  }
  const asked = (user: number) => `GET ${path} HTTP/1.1\r\nhost: host\r\nx-user: user-${user}\r\n\r\n`;
  let sent = 0;
  const next = () => {
    while (due.length > 0 && free.length > 0) {
      const line = free.pop()!;
      line.due = due.shift()!;
      line.socket.write(asked(sent++ % 500));
    }
  };
  const start = performance.now();
  for (let planned = 0; planned < count; ) {
    const now = performance.now();
    for (; planned < count && start + (planned / rate) * 1000 <= now; planned++)
      due.push(start + (planned / rate) * 1000);
    next();
    await sleep(1);
  }
  while (took.length < count) await sleep(5);
  const ended = performance.now();
  for (const socket of sockets) socket.destroy();
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))]!;
  return { p50: at(0.5), p99: at(0.99), answered: took.length, seconds: (ended - start) / 1000 };
}

interface Line {
  readonly socket: Socket;
  due: number;
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}
