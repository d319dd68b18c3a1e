import type { ReportReader } from '../read/reader.ts';
import { profilesOf } from './profiles.ts';

/** Names of the users whom rows of the log name, in details that the catalogue declares as ids of users. */
export async function namedIn(
  r: ReportReader,
  rows: readonly { readonly details?: unknown }[],
): Promise<{ names?: Record<string, string> }> {
  const persons = new Set(Object.values(r.ctx.catalogue.distinct ?? {}).map(({ detail }) => detail));
  const ids = rows.flatMap(({ details }) =>
    Object.entries(details ?? {}).flatMap(([name, value]) =>
      persons.has(name) && typeof value === 'string' ? [value] : [],
    ),
  );
  const profile = await profilesOf(r, ids);
  const names = ids.flatMap((id): [string, string][] => {
    const { name } = profile(id);
    return name === null ? [] : [[id, name]];
  });
  return names.length > 0 ? { names: Object.fromEntries(names) } : {};
}
