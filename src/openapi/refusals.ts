import type { Route, Schema } from '../contract/index.ts';
import type { ResponseObject } from './types.ts';

const REFUSALS: Readonly<Record<number, { name: string; why: string }>> = {
  400: {
    name: 'BadRequest',
    why: 'A parameter or field is unknown, repeated or not accepted; `fields` names each.',
  },
  401: { name: 'NotSignedIn', why: 'Neither a valid key nor a session.' },
  403: { name: 'Forbidden', why: 'Not open to this role or scope, or a write that came from another site.' },
  404: { name: 'NotFound', why: 'The path names nothing.' },
  413: { name: 'TooLarge', why: 'The body is over 1 MiB after decompression.' },
  415: { name: 'UnsupportedMediaType', why: "The body isn't application/json, plain or gzipped." },
  429: { name: 'TooManyRequests', why: 'Try again after the seconds of `Retry-After`.' },
  503: { name: 'Unavailable', why: "The database can't be reached, or the report took too long." },
};

const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const retryAfter = { 'retry-after': { description: 'Seconds to wait.', schema: { type: 'integer' } } };

/** Refusals that several endpoints share. */
export const refusalResponses: Record<string, ResponseObject> = Object.fromEntries(
  Object.entries(REFUSALS).map(([status, { name, why }]) => [
    name,
    {
      description: why,
      ...(status === '429' || status === '503' ? { headers: retryAfter } : {}),
      content: problem,
    },
  ]),
);

function statusesOf(route: Route, schema: Schema): number[] {
  const closed = route.access !== 'anyone';
  return [
    400,
    ...(closed ? [401] : []),
    ...(closed || route.method !== 'GET' ? [403] : []),
    ...(route.path.includes(':') ? [404] : []),
    ...(schema.body ? [413, 415] : []),
    429,
    503,
  ];
}

/** How an endpoint may refuse: what follows from its route and schema, and what it alone has. */
export function refusalsOf(
  route: Route,
  schema: Schema,
  own: Readonly<Record<number, string>> = {},
): Record<string, ResponseObject | { $ref: string }> {
  const shared = statusesOf(route, schema).map(
    (status) => [status, { $ref: `#/components/responses/${REFUSALS[status]!.name}` }] as const,
  );
  const told = Object.entries(own).map(
    ([status, description]) => [Number(status), { description, content: problem }] as const,
  );
  return Object.fromEntries([...shared, ...told]);
}
