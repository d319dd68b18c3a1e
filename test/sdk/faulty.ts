import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What happens to a request on its way. */
export type Fault =
  /** Nothing. */
  | 'pass'
  /** It never gets there. */
  | 'lost'
  /** It gets there and is answered; the answer is lost. */
  | 'answer lost'
  /** Something on the way answers in the server's place. */
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** What was sent, in order. */
export interface Sent {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
  readonly bytes: number;
  /** By the clock of `performance`. */
  readonly at: number;
}

/** An HTTP server before the real one, which breaks what it is told to. */
export async function faultyWay(port: number) {
  const sent: Sent[] = [];
  let fault: (nth: number, sent: Sent) => Fault = () => 'pass';

  const server = createServer((from, to) => {
    void buffer(from).then((body) => forward(from, to, body));
  });

  function forward(from: IncomingMessage, to: ServerResponse, body: Buffer): void {
    const path = from.url!;
    const one = { path, headers: from.headers, body: JSON.parse(String(body)), bytes: body.length };
    const asked = { ...one, at: performance.now() };
    sent.push(asked);
    const happens = fault(sent.length - 1, asked);
    if (happens === 'lost') return void from.socket.destroy();
    if (typeof happens === 'object') {
      to.writeHead(happens.status, happens.headers).end(happens.body ?? '');
      return;
    }
    const on = httpRequest(
      { port, host: '127.0.0.1', method: from.method, path, headers: from.headers },
      async (answer) => {
        const bytes = await buffer(answer);
        if (happens === 'answer lost') from.socket.destroy();
        else to.writeHead(answer.statusCode!, answer.headers).end(bytes);
      },
    );
    on.on('error', () => from.socket.destroy());
    on.end(body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${own}`,
    sent,
    /** What happens to the requests from now on, by how many came before and what they are. */
    breaks(next: typeof fault): void {
      fault = next;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FaultyWay = Awaited<ReturnType<typeof faultyWay>>;
