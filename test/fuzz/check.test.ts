import { expect, it } from 'vitest';
import { SECURITY_HEADERS } from '../../src/http/respond.ts';
import type { Answered } from '../support/http.ts';
import { wrongWith } from './check.ts';

function answered(status: number, json: unknown, headers: Record<string, string> = {}): Answered {
  const type = status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json';
  const all = { 'content-type': type, ...SECURITY_HEADERS, ...headers };
  return { status, headers: new Headers(all), text: JSON.stringify(json), json };
}

const problem = (status: number, detail = 'takes more') => ({
  type: 'about:blank',
  title: 'x',
  status,
  detail,
});
const receipt = { removed: {}, redacted: {}, anonymous: [], notes: [] };

it.each([
  ['an answer as it is told', 'health', answered(200, { status: 'ok' }), undefined],
  ['a refusal that is told', 'health', answered(400, problem(400)), undefined],
  [
    'a field too many',
    'health',
    answered(200, { status: 'ok', uptime: 1 }),
    /sends more than its schema tells/,
  ],
  ['a field too few', 'eraseUser', answered(200, receipt), /breaks its schema: .*erasedAt/s],
  ['another type', 'health', answered(200, { status: 1 }), /breaks its schema/],
  ['another media type', 'health', answered(200, {}, { 'content-type': 'text/html' }), /answers text\/html/],
  ['5xx', 'health', answered(503, problem(503)), /answers 503/],
  ['a status that is not told', 'health', answered(404, problem(404)), /openapi.json doesn't tell/],
  ['an error that is no problem', 'health', answered(400, { error: 'x' }), /is no problem document/],
  ['another status inside', 'health', answered(400, problem(404)), /is no problem document/],
  [
    'SQL in an error',
    'health',
    answered(400, problem(400, 'relation "users" does not exist')),
    /tells of its inside/,
  ],
  [
    'a stack in an error',
    'health',
    answered(400, problem(400, 'at run (/a/b.ts:1:2)')),
    /tells of its inside/,
  ],
  [
    'a header that came in',
    'health',
    answered(200, { status: 'ok' }, { 'x-injected': '1' }),
    /lets a header in/,
  ],
  [
    'no policy',
    'health',
    answered(200, { status: 'ok' }, { 'x-content-type-options': '' }),
    /no security headers/,
  ],
] as const)('judges %s', (_, endpoint, answer, wrong) => {
  if (wrong) expect(wrongWith(endpoint, answer)).toMatch(wrong);
  else expect(wrongWith(endpoint, answer)).toBeUndefined();
});
