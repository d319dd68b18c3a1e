import type { CatalogueInput } from '../../catalogue/index.ts';
import { type Rules, readRules, ruleNames } from '../../contract/index.ts';
import { sql } from '../../db/sql.ts';
import { BadRequest } from '../errors.ts';
import type { ReportReader } from '../read/reader.ts';
import { type Fitting, whoFits } from './who-fits.ts';

/** The version of a segment that holds. */
export interface NamedSegment {
  readonly slug: string;
  readonly version: number;
  readonly name: string;
  readonly rules: string;
  readonly timezone: string | null;
}

/** Null where there is none of this slug. */
export async function segmentNamed(r: ReportReader, slug: string): Promise<NamedSegment | null> {
  const rows = await r.rows<NamedSegment>(
    sql`select slug, version, name, rules, timezone from ${r.ctx.db.tables.segments}
      where slug = ${slug} order by version desc limit 1`,
  );
  return rows[0] ?? null;
}

/** Segments by the version that holds, those saved or changed last first. */
export const lastSaved = (r: ReportReader, most: number): Promise<NamedSegment[]> =>
  r.rows<NamedSegment>(
    sql`select slug, version, name, rules, timezone from
      (select distinct on (slug) * from ${r.ctx.db.tables.segments} order by slug, version desc) held
      order by created_at desc, slug limit ${most}`,
  );

/** Whether who is in it is told without what anybody did. */
export const isOfAccounts = (c: CatalogueInput, { rules }: NamedSegment): boolean =>
  rulesIn(c, rules)
    .flat()
    .every(({ is }) => is === 'joined' || is === 'role' || is === 'referred' || is === 'internal');

/**
 * Who is in a segment, by now.
 *
 * @throws BadRequest by `segment` for rules that can't be answered any more, or that name what the catalogue has dropped
 */
export async function membersOf(r: ReportReader, segment: NamedSegment): Promise<Fitting> {
  const { slug, timezone } = segment;
  try {
    const clock = { now: r.ctx.now, zone: timezone ?? r.ctx.zone };
    return await whoFits(r, rulesIn(r.ctx.catalogue, segment.rules), clock);
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    throw new BadRequest({ segment: `${slug} can't be told: ${error.fields.rules}` });
  }
}

function rulesIn(c: CatalogueInput, text: string): Rules {
  const rules = readRules(ruleNames(c), text);
  if (typeof rules === 'string') throw new BadRequest({ rules: `${rules}; change the segment` });
  return rules;
}

/** @throws BadRequest where there is none of this slug */
export async function segmentAsked(r: ReportReader, slug: string): Promise<NamedSegment> {
  const segment = await segmentNamed(r, slug);
  if (segment) return segment;
  const rows = await r.rows<{ slug: string }>(
    sql`select distinct slug from ${r.ctx.db.tables.segments} order by slug limit 50`,
  );
  const names = rows.map((row) => row.slug).join(', ');
  throw new BadRequest({
    segment: `is unknown; ${names === '' ? 'none is saved: save one first' : `takes ${names}`}`,
  });
}
