import type { Group } from '../../contract/index.ts';
import { named } from '../groups/groups.ts';
import type { ReportReader } from '../read/reader.ts';
import type { Hidden } from './hidden.ts';

/** Groups that may be shown: by day, else most first. Others are left out: what somebody wrote may name them. */
export function anonymousGroups(r: ReportReader, { groups }: Hidden, by: readonly string[]): Group[] {
  const day = by.indexOf('day');
  return groups
    .map(({ parts, count }) => ({
      ...named(r, by, parts),
      count,
      previous: null,
      trend: null,
      at: parts[day] ?? '',
    }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : b.count - a.count || (a.label < b.label ? -1 : 1)))
    .map(({ at: _, ...group }) => group);
}
