import { type CatalogueInput, staffFeatures } from '../../catalogue/index.ts';
import type { Meta } from '../../contract/index.ts';
import type { Seen } from '../read/seen.ts';
import type { UsageOfSpan } from '../totals/usage-totals.ts';
import type { People } from './people.ts';

/** By how much the rows of a list of people add up to less than the activities beside it, and why. */
export function notInRows(
  c: CatalogueInput,
  v: Seen,
  usage: UsageOfSpan,
  people: People,
  listed: Int32Array,
): Pick<Meta, 'notInRows'> {
  const ofPeople = people.activities.reduce((sum, n) => sum + n, 0);
  const inRows = listed.reduce((sum, no) => sum + people.activities[no]!, 0);
  const internal = v.scope.internalPeople ? 0 : usage.internal;
  const staff = staffFeatures(c).map((feature) => `“${c.features[feature]!.label}”`);
  const reasons = [
    [internal, `of internal accounts: their work in ${staff.join(', ')} counts, but they are not listed`],
    [usage.activities - internal - ofPeople, 'of erased users, of whom totals are kept'],
    [ofPeople - inRows, 'of users with accounts that this list does not ask for'],
  ] as const;
  const told = reasons.filter(([n]) => n > 0);
  if (told.length === 0) return {};
  const reason = told.map(([n, text]) => `${n.toLocaleString('en')} ${text}`).join('; ');
  return { notInRows: { activities: usage.activities - inRows, reason } };
}
