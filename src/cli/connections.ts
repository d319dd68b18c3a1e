import { readFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Files that the rest of the process may have open: connections of the pool, the spool, the panel. */
const RESERVED = 128;
const MOST = 10_000;

/** As many connections as the process may have beside its files; where that can not be told, what any system bears. */
export function connectionsThatFit(): number {
  const files = filesAtMost();
  return Math.max(16, Math.min(MOST, Math.floor(files - Math.max(RESERVED, files / 4))));
}

function filesAtMost(): number {
  try {
    const told = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return told === undefined ? 2 * MOST : Number(told);
  } catch {
    // Not Linux: what systems allow at least.
    return 1_024;
  }
}

/**
 * Keeps a server at so many connections. At the limit a new one takes the place of the one that has kept us waiting
 * longest, for a request or the rest of one: whoever opens sockets and says nothing shuts out nobody.
 */
export function capConnections(server: Server, most: number): void {
  // In the order in which they began to wait; what is being answered has its whole request.
  const open = new Map<Socket, IncomingMessage | null>();
  const isWaitedFor = ([, request]: [Socket, IncomingMessage | null]) =>
    request === null || !request.complete;
  const move = (socket: Socket, request: IncomingMessage | null) => {
    if (open.delete(socket)) open.set(socket, request);
  };

  server.on('connection', (socket: Socket) => {
    if (open.size >= most) {
      const [longest] = [...open].find(isWaitedFor) ?? [socket];
      open.delete(longest);
      longest.destroy();
      if (longest === socket) return;
    }
    open.set(socket, null);
    socket.once('close', () => open.delete(socket));
  });
  for (const event of ['request', 'checkContinue'])
    server.on(event, (request: IncomingMessage, response: ServerResponse) => {
      move(request.socket, request);
      response.once('close', () => move(request.socket, null));
    });
}
