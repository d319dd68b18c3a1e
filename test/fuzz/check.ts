import { defaultCatalogue } from '../../src/catalogue/index.ts';
import { type EndpointName, Problem, type Schema, schemas } from '../../src/contract/index.ts';
import { type OpenApi, type Operation, openApiDocument } from '../../src/openapi/index.ts';
import type { Answered } from '../support/http.ts';

export const document: OpenApi = openApiDocument({
  catalogue: defaultCatalogue,
  basePath: '',
  version: '0.0.0',
});

export const operations = new Map<EndpointName, Operation>(
  Object.values(document.paths)
    .flatMap((item) => Object.values(item))
    .map((operation) => [operation.operationId as EndpointName, operation]),
);

const LEAK =
  /node_modules|\bat \S+ \(|\.ts:\d+|syntax error at|relation "|invalid input syntax|violates|pg_catalog/i;

/** What is wrong with an answer; undefined where nothing is. */
export function wrongWith(name: EndpointName, answer: Answered): string | undefined {
  const { status, headers } = answer;
  if (status >= 500) return `answers ${status}: ${answer.text}`;
  if (headers.has('x-injected')) return 'lets a header in';
  if (headers.get('x-content-type-options') !== 'nosniff') return 'has no security headers';
  if (!(status in operations.get(name)!.responses))
    return `answers ${status}, which openapi.json doesn't tell: ${answer.text.slice(0, 200)}`;
  if (status >= 400) return problemIn(answer);
  return schemaBreak(schemas[name], answer);
}

function problemIn(answer: Answered): string | undefined {
  if (answer.headers.get('content-type') !== 'application/problem+json')
    return 'is an error without a problem document';
  const parsed = Problem.safeParse(answer.json);
  if (!parsed.success || parsed.data.status !== answer.status)
    return `is no problem document: ${answer.text}`;
  return LEAK.test(parsed.data.detail) ? `tells of its inside: ${parsed.data.detail}` : undefined;
}

function schemaBreak(schema: Schema, answer: Answered): string | undefined {
  const type = answer.headers.get('content-type')?.split(';')[0];
  if (answer.status === 304 || answer.status === 204)
    return answer.text === '' ? undefined : 'has a body it may not have';
  if (type !== 'application/json')
    return type && schema.media?.includes(type)
      ? undefined
      : `answers ${type}, which its schema doesn't tell`;
  const parsed = schema.answer?.safeParse(answer.json);
  if (!parsed) return "answers JSON, which its schema doesn't tell";
  if (!parsed.success) return `breaks its schema: ${parsed.error.message.slice(0, 400)}`;
  // What the schema does not know is taken out by it: then a reader is sent what nobody told them of.
  const told = JSON.stringify(sorted(parsed.data));
  const sent = JSON.stringify(sorted(answer.json));
  return told === sent ? undefined : `sends more than its schema tells: ${differing(told, sent)}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(
    entries.map(([key, each]) => [key, sorted(each)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function differing(a: string, b: string): string {
  let i = 0;
  while (a[i] === b[i]) i++;
  return `…${b.slice(Math.max(0, i - 60), i + 80)}…`;
}
