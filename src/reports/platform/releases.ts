import { isNotNull } from 'drizzle-orm';
import type { BeforeAfter, Note } from '../../contract/index.ts';
import { MINUTE } from '../../db/milliseconds.ts';
import { beginningOf } from '../beginning.ts';
import type { ReportContext } from '../context.ts';
import { beforeAfter } from '../range/before-after.ts';
import { at, read } from '../read/reader.ts';
import { resolveScope } from '../read/scope.ts';

/**
 * What is set beside each other around a release: neither side reaches over another release, to before anything was
 * recorded, or beyond the minute that is under way.
 */
export async function releasesBeside(
  ctx: ReportContext,
  notes: readonly Note[],
  zone: string,
): Promise<(note: Note) => BeforeAfter | null> {
  if (!notes.some(({ version }) => version !== null)) return () => null;
  const { annotations: t } = ctx.db.tables;
  const rows = await ctx.db.orm.select({ at: t.at }).from(t).where(isNotNull(t.version)).orderBy(t.at);
  const all = rows.map((row) => row.at!.getTime());
  const first = await read(ctx, async (r) =>
    beginningOf(r, await resolveScope(r, { excludeInternal: true }), ['activity', 'signals', 'accounts']),
  );
  const now = Math.floor(ctx.now / MINUTE) * MINUTE;
  return (note) => {
    if (note.version === null) return null;
    const begun = Date.parse(note.at);
    const before = all.findLast((each) => each < begun) ?? Number.NEGATIVE_INFINITY;
    const next = all.find((each) => each > begun) ?? Number.POSITIVE_INFINITY;
    const around = { start: Math.max(before, first ?? begun), end: Math.min(next, now) };
    const found = beforeAfter(begun, around, zone);
    return (
      found && {
        startDate: at(found.after.start),
        endDate: at(found.after.end),
        compareStartDate: at(found.before.start),
        alignedBy: found.alignedBy,
      }
    );
  };
}
