import { BadRequest } from '../../reports/errors.ts';

export const MAX_ITEMS = 1_000;

/** What a body asks to be recorded. */
export interface Items {
  readonly items: readonly unknown[];
  /** It came by itself, so the status of the answer tells what became of it. */
  readonly single: boolean;
}

/**
 * One object, or `{ [name]: [...] }` with up to 1,000 of them. What they hold is judged one by one later.
 *
 * @throws BadRequest
 */
export function itemsOf(body: unknown, name: string): Items {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new BadRequest({ body: `takes an object, or { "${name}": [...] }` });
  if (!Object.hasOwn(body, name)) return { items: [body], single: true };
  const extra = Object.keys(body).filter((key) => key !== name);
  if (extra.length > 0)
    throw new BadRequest(Object.fromEntries(extra.map((key) => [key, `is unknown beside ${name}`])));
  const items = (body as Record<string, unknown>)[name];
  if (!Array.isArray(items) || items.length < 1 || items.length > MAX_ITEMS)
    throw new BadRequest({ [name]: `takes an array of 1 to ${MAX_ITEMS}` });
  return { items, single: false };
}
