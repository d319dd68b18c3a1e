import { parse } from 'csv-parse/sync';
import { type EndpointName, routes } from '../../src/contract/index.ts';
import type { Answered } from '../support/http.ts';
import type { Platform } from './platform.ts';
import { type Params, toQuery } from './questions.ts';

/** Asks an endpoint over HTTP; a `userId` that its path takes goes there. */
export function ask(p: Platform, endpoint: EndpointName, params: Params, cursor?: string): Promise<Answered> {
  const { path } = routes[endpoint];
  const query = toQuery(params);
  if (path.includes(':userId')) query.delete('userId');
  if (cursor !== undefined) query.set('cursor', cursor);
  return p.server.ask(`${path.replace(':userId', params.userId ?? '')}?${query}`, { as: p.as });
}

/** Every page of a list, by its field. */
export async function everyPage(
  p: Platform,
  endpoint: EndpointName,
  params: Params,
  first: Answered,
  field: string,
): Promise<Record<string, unknown>[]> {
  const rows = [...first.json[field]];
  let cursor: string | null = first.json.nextCursor;
  while (cursor) {
    const { json } = await ask(p, endpoint, params, cursor);
    rows.push(...json[field]);
    cursor = json.nextCursor;
  }
  return rows;
}

/** The rows of a file, each by its columns. Cells of CSV are texts. */
export function rowsOf(answer: Answered, format: string): Record<string, unknown>[] {
  if (format === 'csv') return parse(answer.text, { columns: true });
  return answer.text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** A row as a file in that format has it. */
export function asCells(row: Readonly<Record<string, unknown>>, format: string): Record<string, unknown> {
  if (format !== 'csv') return { ...row };
  const cell = (value: unknown) => {
    if (value === null || value === undefined) return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)]));
}
