import fc from 'fast-check';
import type { EndpointName, Route } from '../../src/contract/index.ts';
import { queryText } from '../../src/contract/query-text.ts';
import { type Endpoint, endpoints, goodCall, newAddress } from '../security/endpoints.ts';
import type { Setting } from '../security/setting.ts';
import type { GoodCall } from '../security/true-calls.ts';
import type { Answered } from '../support/http.ts';
import { document, wrongWith } from './check.ts';
import { type Fuzzed, requestsTo } from './requests.ts';
import { createSenders } from './senders.ts';
import { sweep } from './sweep.ts';

export interface Figures {
  sent: number;
  /** Answers by their status. */
  readonly statuses: Record<number, number>;
  /** What went wrong, the first of it. */
  readonly broken: { readonly what: string; readonly request: Fuzzed }[];
  brokenTotal: number;
  /** Requests of somebody known that reached an endpoint, by its name. */
  readonly reached: Record<string, number>;
  slowest: { ms: number; request?: Fuzzed };
}

const byName = new Map<EndpointName, Endpoint>(endpoints.map((each) => [each.name, each]));

export interface FuzzOptions {
  /** How many, of those made at random. */
  readonly requests: number;
  readonly seed: number;
  /** Every n-th hostile text in each place beside them. */
  readonly sweep: number;
}

/** Sends requests made from the document, and judges each answer. */
export async function fuzz(setting: Setting, o: FuzzOptions): Promise<Figures> {
  const senders = await createSenders(setting);
  const figures: Figures = {
    sent: 0,
    statuses: {},
    broken: [],
    brokenTotal: 0,
    reached: {},
    slowest: { ms: 0 },
  };
  for (const request of all(o)) {
    let { answer, reached } = await deliver(setting, request, senders.of(request));
    if (answer.status === 401 && request.who !== 'anonymous' && request.who !== 'forged') {
      await senders.renew();
      ({ answer, reached } = await deliver(setting, request, senders.of(request)));
    }
    note(figures, request, answer, reached);
  }
  return figures;
}

function* all(o: FuzzOptions): Generator<Fuzzed> {
  yield* sweep(document, o.sweep);
  yield* made(o);
}

/** Each of them hashes a password, which takes a hundred times as long as anything else. */
/** A stream is a second long at least. */
const SLOW = new Set(['live', 'signIn', 'acceptInvitation', 'resetPassword', 'changePassword']);
const CHUNK = 40;

/** The same requests for the same seed; every endpoint in turn, the slow ones now and then. */
function* made({ requests, seed }: FuzzOptions): Generator<Fuzzed> {
  const arbitraries = requestsTo(document);
  let left = requests;
  for (let round = 0; ; round++) {
    const samples = arbitraries.map((arbitrary, i) =>
      fc.sample(arbitrary, { numRuns: CHUNK, seed: seed * 1_000_003 + round * 1_009 + i }),
    );
    for (let i = 0; i < CHUNK; i++)
      for (const sample of samples) {
        const request = sample[i]!;
        if (SLOW.has(request.endpoint) && i % 8 > 0) continue;
        if (left-- === 0) return;
        yield request;
      }
  }
}

async function deliver({ s }: Setting, request: Fuzzed, as: string | undefined) {
  const endpoint = byName.get(request.endpoint)!;
  const good: Partial<GoodCall> = needsGood(request, endpoint) ? await goodCall(s, endpoint) : {};
  const params = request.params ?? good.params ?? {};
  const path = endpoint.route.path.replace(/:(\w+)/g, (_, name: string) => encoded(params[name] ?? ''));
  const search = new URLSearchParams(request.query ? '' : queryText(good.query ?? {}));
  for (const [name, value] of request.query ?? []) search.append(name, value);
  // By itself it ends after minutes.
  if (request.endpoint === 'live' && !/\D/.test(search.get('seconds') ?? '')) search.set('seconds', '1');
  const body = request.body ?? (request.field ? withField(good.body, request.field) : good.body);
  const started = performance.now();
  const answer = await s.ask(`${path}?${search}`, {
    method: endpoint.route.method,
    headers: request.headers,
    remoteAddress: newAddress(),
    ...(body === undefined || endpoint.route.method === 'GET' ? {} : { body }),
    ...(as === undefined || 'authorization' in request.headers ? {} : { as }),
  });
  return { answer: { ...answer, ms: performance.now() - started }, reached: reaches(endpoint.route, path) };
}

/** Making one may take a new operator or user. */
const needsGood = ({ params, query, body }: Fuzzed, { route, schema }: Endpoint) =>
  (params === null && route.path.includes(':')) ||
  (body === null && schema.body !== undefined) ||
  (query === null && schema.query !== undefined);

/** A body as text, with other JSON at one place of it. */
function withField(body: unknown, { path, json }: NonNullable<Fuzzed['field']>): string {
  const MARK = '\u0001';
  const copy = structuredClone(body ?? {}) as Record<string, unknown>;
  let at = copy;
  for (const name of path.slice(0, -1)) {
    if (typeof at[name] !== 'object' || at[name] === null) at[name] = {};
    at = at[name] as Record<string, unknown>;
  }
  at[path.at(-1)!] = MARK;
  return JSON.stringify(copy).replace(JSON.stringify(MARK), () => json);
}

function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ed%a0%80';
  }
}

/** Whether a path is still one of this route once its dots are taken away. */
function reaches(route: Route, path: string): boolean {
  const { pathname } = new URL(`http://127.0.0.1${path}`);
  return new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`).test(pathname);
}

function note(figures: Figures, request: Fuzzed, answer: Answered & { ms: number }, reached: boolean): void {
  figures.sent++;
  figures.statuses[answer.status] = (figures.statuses[answer.status] ?? 0) + 1;
  if (answer.ms > figures.slowest.ms) figures.slowest = { ms: answer.ms, request };
  if (!reached) return;
  if (answer.status !== 401) figures.reached[request.endpoint] = (figures.reached[request.endpoint] ?? 0) + 1;
  const what = wrongWith(request.endpoint, answer);
  if (!what) return;
  figures.brokenTotal++;
  const told = `${request.endpoint} ${what}`;
  const known = figures.broken.some((each) => each.what.slice(0, 60) === told.slice(0, 60));
  if (!known) figures.broken.push({ what: told, request });
}
