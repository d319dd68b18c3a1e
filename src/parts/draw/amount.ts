import { COUNT, exact, human, type Unit } from '../../dashboard/format/number.ts';
import { h, heard } from './dom.ts';

/**
 * A number for the eye; those who hear it, or point at it, are told the exact one.
 *
 * @param missing why there is none
 * @param beside numbers next to it in a list: it doesn't look equal to one that it isn't
 */
export function amount(
  value: number | null,
  unit: Unit = COUNT,
  missing = '',
  beside: readonly (number | null)[] = [],
): HTMLElement {
  if (value === null)
    return h('span', { title: missing }, h('span', { 'aria-hidden': 'true' }, '–'), heard(missing));
  const text = human(value, unit, beside);
  const full = exact(value, unit);
  if (text === full) return h('span', {}, text);
  return h('span', { title: full }, h('span', { 'aria-hidden': 'true' }, text), heard(full));
}
