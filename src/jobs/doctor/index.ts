import { clock, rates, spikes } from './anomalies.ts';
import { audit } from './audit.ts';
import { type Check, type DoctorContext, type Finding, fail } from './check.ts';
import { blocks, damage, kinds } from './chronicle.ts';
import { counts, pending } from './counts.ts';
import { mapping } from './mapping.ts';
import { columns, tables } from './schema.ts';
import { disk, durability, partitions, restarts, rights, secret, timezone } from './server.ts';
import { indexes, slowReports } from './speed.ts';
import { spool } from './spool.ts';
import { spread } from './spread.ts';
import { actions, activity, deadLetters, duplicates, middleware } from './tracking.ts';
import { upkeep } from './upkeep.ts';

export type { Check, DoctorContext, Finding } from './check.ts';

/** Every check, in the order of the troubleshooting list: data missing, slow queries, wrong counts, the server. */
export const checks: readonly Check[] = [
  tables,
  columns,
  activity,
  middleware,
  actions,
  deadLetters,
  mapping,
  indexes,
  slowReports,
  upkeep,
  blocks,
  damage,
  kinds,
  counts,
  pending,
  duplicates,
  spikes,
  rates,
  clock,
  durability,
  restarts,
  rights,
  partitions,
  timezone,
  disk,
  spread,
  spool,
  audit,
  secret,
];

export interface Diagnosis extends Finding {
  readonly name: string;
  readonly question: string;
}

/**
 * Runs the checks one after the other, telling each as it is done. Where the tables aren't right the
 * others are left out: they could only fail too.
 */
export async function examine(
  ctx: DoctorContext,
  onDone: (diagnosis: Diagnosis) => void = () => {},
): Promise<Diagnosis[]> {
  const all: Diagnosis[] = [];
  for (const { name, question, run } of checks) {
    const finding = await run(ctx).catch((error: unknown) =>
      fail(
        `the check itself failed: ${error instanceof Error ? error.message : String(error)}`,
        'see whether the database can be reached and its user may read every table',
      ),
    );
    const diagnosis = { name, question, ...finding };
    all.push(diagnosis);
    onDone(diagnosis);
    if (name === 'tables' && finding.status === 'fail') break;
  }
  return all;
}
