import type { ProblemReply } from './errors.ts';

/** No inline script, no other origin, and in a frame of these alone: `self`, or origins. */
export const policyFor = (frameAncestors: readonly string[]): string => {
  const ancestors = frameAncestors.map((each) => (each === 'self' ? "'self'" : each)).join(' ') || "'none'";
  return `default-src 'self'; base-uri 'self'; form-action 'self'; object-src 'none'; frame-ancestors ${ancestors}`;
};

/** On every answer; the pages of the panel alone may be framed, by those that the host names. */
export const SECURITY_HEADERS = {
  'content-security-policy': policyFor([]),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

export type Headers = Readonly<Record<string, string>>;

/** Made whole at once: changing an answer's headers later, as Hono's secure headers do, costs a second copy of it. */
export function respond(status: number, body: BodyInit | null, headers: Headers = {}): Response {
  return new Response(body, { status, headers: { ...SECURITY_HEADERS, ...headers } });
}

export function respondJson(status: number, value: unknown, headers: Headers = {}): Response {
  return respondText(status, JSON.stringify(value), headers);
}

export function respondText(status: number, json: string, headers: Headers = {}): Response {
  return respond(status, json, { 'content-type': 'application/json; charset=utf-8', ...headers });
}

export function respondProblem({ problem, headers }: ProblemReply): Response {
  return respond(problem.status, JSON.stringify(problem), {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...headers,
  });
}
