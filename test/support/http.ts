import { expect } from 'vitest';
import type { Installation, InstallationOptions } from '../../src/app/installation.ts';
import { openInstallation } from '../../src/app/open-installation.ts';
import { decodeWords, type EncodedEntry } from '../../src/audit/index.ts';
import type { Role, Scope } from '../../src/auth/index.ts';
import type { AskUser } from '../../src/http/host.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export interface AskOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** A cookie from `signIn`, or an API key from `key`. */
  readonly as?: string;
  readonly remoteAddress?: string;
  /** How the host tells who of its users is signed in. */
  readonly askUser?: AskUser;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

/** An installation over a database of its own, asked through its real `fetch`. */
export async function testServer(options: Partial<InstallationOptions> = {}, database?: TestDatabase) {
  const t = database ?? (await testDatabase());
  const analytics: Installation = await openInstallation({
    databaseUrl: t.url,
    migrate: false,
    rateLimit: 0,
    ...options,
  });
  const base = `http://127.0.0.1:3000${options.basePath ?? ''}`;

  async function ask(path: string, o: AskOptions = {}): Promise<Answered> {
    const headers = new Headers(o.headers);
    if (o.as?.match(/^joip_[\w-]{43}$/)) headers.set('authorization', `Bearer ${o.as}`);
    else if (o.as) headers.set('cookie', o.as);
    let body: BodyInit | undefined;
    if (o.body !== undefined) {
      const raw = typeof o.body === 'string' || o.body instanceof Uint8Array;
      body = raw ? (o.body as BodyInit) : JSON.stringify(o.body);
      if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    }
    const request = new Request(base + path, { method: o.method ?? 'GET', headers, body });
    const { remoteAddress = '127.0.0.1', askUser } = o;
    const response = await analytics.fetch(request, { remoteAddress, askUser });
    const text = await response.text();
    const json = /\bjson\b/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, json };
  }

  return {
    t,
    analytics,
    ask,
    post: (path: string, body: unknown, o: AskOptions = {}) => ask(path, { ...o, method: 'POST', body }),
    /** Sends items, some hundreds at a time; each has to be recorded. */
    async record(path: string, items: readonly object[], as: string): Promise<void> {
      for (let i = 0; i < items.length; i += 400) {
        const body = { items: items.slice(i, i + 400) };
        const { json } = await ask(`/api/${path}`, { as, method: 'POST', body });
        expect(json.results.filter((r: { outcome: string }) => r.outcome !== 'recorded')).toEqual([]);
      }
    },
    /** Redeems a real link over HTTP; answers the cookie to send. */
    async signIn(email: string, role: Role): Promise<string> {
      const { operators } = analytics.auth;
      const token = await operators.newLink((await operators.save(email, role)).id);
      const answer = await ask('/api/auth/link', { method: 'POST', body: { token } });
      return answer.headers.get('set-cookie')!.split(';')[0]!;
    },
    key: async (...scopes: Scope[]): Promise<string> =>
      (await analytics.auth.keys.create(`test ${scopes.join()}`, scopes)).key,
    /** The audit log in order, once every intent has its completion; `clear` empties it then. */
    async audit(clear = false) {
      const log = `${t.db.s}.audit_log`;
      // Events such as a sign-in have no intent to wait for, and are written a little later.
      if (clear) await new Promise((resolve) => setTimeout(resolve, 100));
      for (;;) {
        const { rows } = await t.db.pool.query(
          `select 1 from ${log} where phase = 'intent' and request_id not in
             (select request_id from ${log} where phase = 'completion') limit 1`,
        );
        if (rows.length === 0) break;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      const { rows } = await t.db.pool.query<EncodedEntry>(
        `select phase, actor, endpoint, target, parameters, status, rows from ${log}
         where phase <> 'genesis' order by at, chain, seq`,
      );
      const words = await decodeWords(t.db, rows);
      if (clear) await t.db.pool.query(`truncate ${log}`);
      // biome-ignore lint/suspicious/noExplicitAny: tests look into parameters of every shape
      return rows.map((row, i): any => {
        const { actor, target, parameters } = words[i]!;
        return { ...row, actor, target, parameters };
      });
    },
    async close() {
      await analytics.close();
      await t.drop();
    },
  };
}

export type TestServer = Awaited<ReturnType<typeof testServer>>;
