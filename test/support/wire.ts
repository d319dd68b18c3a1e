import { type IncomingHttpHeaders, request } from 'node:http';
import { listen } from '../../src/cli/listen.ts';
import { type TestServer, testServer } from './http.ts';

export interface Sent {
  readonly method?: string;
  /** As they are to go over the wire; several of one name as a list. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Undefined for what is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

/** Sends exactly what is asked: `fetch` would tidy up paths, hosts and headers. */
export function sendRaw(port: number, path: string, o: Sent = {}): Promise<Received> {
  return new Promise((resolve, reject) => {
    const { method = o.body === undefined ? 'GET' : 'POST', headers = {}, body } = o;
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, async (answer) => {
      let text = '';
      for await (const chunk of answer.setEncoding('utf8')) text += chunk;
      const json = /\bjson\b/.test(answer.headers['content-type'] ?? '') ? JSON.parse(text) : undefined;
      resolve({ status: answer.statusCode!, headers: answer.headers, text, json });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A `testServer` that the command line's own server answers for, at a real port. */
export async function wiredServer(
  options: Parameters<typeof testServer>[0] = {},
  database?: TestServer['t'],
) {
  const s = await testServer(options, database);
  const http = await listen(s.analytics.fetch, { host: '127.0.0.1', port: 0 });
  return {
    ...s,
    port: http.port,
    send: (path: string, o?: Sent) => sendRaw(http.port, path, o),
    /** Sends JSON. */
    sendJson: (path: string, body: unknown, headers: Sent['headers'] = {}) =>
      sendRaw(http.port, path, {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    /** A link of somebody new that was never used. */
    async newToken(email: string): Promise<string> {
      const { operators } = s.analytics.auth;
      return operators.newLink((await operators.save(email, 'admin')).id);
    },
    async close() {
      await http.close(1_000);
      await s.close();
    },
  };
}

export type WiredServer = Awaited<ReturnType<typeof wiredServer>>;
