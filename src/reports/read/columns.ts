import { BadRequest } from '../errors.ts';

/**
 * The columns that were asked for, in the order asked for; all without a wish.
 *
 * @throws BadRequest that names the accepted ones.
 */
export function pickColumns<C extends { readonly name: string }>(
  columns: readonly C[],
  asked: readonly string[] | undefined,
): readonly C[] {
  if (!asked) return columns;
  const found = asked.map((name) => columns.find((column) => column.name === name));
  if (found.some((column) => column === undefined) || new Set(asked).size < asked.length)
    throw new BadRequest({ columns: `takes ${columns.map(({ name }) => name).join(', ')}, each once` });
  return found as C[];
}
