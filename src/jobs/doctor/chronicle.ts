import { transaction } from '../../db/connect.ts';
import { atLeisure, takeTime } from '../../db/silence.ts';
import { loadKinds, MAX_KINDS, MAX_VALUES, namedIn } from '../../store/kinds.ts';
import { MOST } from '../../store/plan.ts';
import { planAll } from '../../store/plan-all.ts';
import { storedBlocks } from '../../store/rewrite.ts';
import { storeOf } from '../../store/store.ts';
import { type Check, count, fail, ok, warn } from './check.ts';

/** What is younger may still be waited for: builders look twice before they build. */
const LAG = 2 * 3_600_000;

export const blocks: Check = {
  name: 'blocks',
  question: 'Are reports answered from blocks?',
  async run({ db, now }) {
    const plans = await atLeisure(db, (client) => planAll(db, client, now() - LAG));
    const left = plans.filter(({ merges }) => !merges).reduce((sum, { n }) => sum + n, 0);
    const { rows } = await db.pool.query<{ n: number; last: Date | null }>(
      `select count(*) as n, max(end_at) as last from ${db.s}.chronicle_blocks`,
    );
    const { n, last } = rows[0]!;
    const there = last ? `${count(n, 'block')} up to ${last.toISOString()}` : 'no block yet';
    return left < MOST
      ? ok(there)
      : warn(
          `${there}, and ${left.toLocaleString('en')} older activities are in none: reports read the log for them`,
          'keep the server running, which builds them within minutes, or run `joip-analytics rebuild`',
        );
  },
};

export const damage: Check = {
  name: 'damage',
  question: 'Are blocks, and what is kept of removed activity, as they were written?',
  async run({ db }) {
    const damaged = { chronicle_blocks: 0, chronicle_kept: 0 };
    let rows = 0;
    await transaction(
      db,
      async (client) => {
        takeTime(client);
        for (const table of ['chronicle_blocks', 'chronicle_kept'] as const)
          for await (const some of storedBlocks(db, client, table)) {
            rows += some.length;
            damaged[table] += some.filter(({ sound }) => !sound).length;
          }
      },
      'begin isolation level repeatable read read only',
    );
    if (damaged.chronicle_kept > 0)
      return fail(
        `${count(damaged.chronicle_kept, 'row')} of chronicle_kept ${damaged.chronicle_kept === 1 ? 'is' : 'are'} damaged, and nothing else tells the same`,
        'restore that table from a backup, and look after the disk',
      );
    if (damaged.chronicle_blocks > 0)
      return warn(
        `${count(damaged.chronicle_blocks, 'block')} damaged: reports read the log in their place`,
        'run `joip-analytics rebuild`, and look after the disk',
      );
    return ok(`${count(rows, 'checksum')} right`);
  },
};

export const kinds: Check = {
  name: 'kinds',
  question: 'Has every value of a breakdown a place of its own?',
  async run({ db, catalogue }) {
    const known = storeOf(db).kinds;
    await loadKinds(db, db.pool, known);
    const full = Object.keys(catalogue.breakdowns).filter((name) => known.isFull(name, namedIn(catalogue)));
    const crowded = Object.keys(catalogue.actions).filter(
      (name) => known.list.filter(({ action }) => action === name).length >= MAX_KINDS,
    );
    if (full.length + crowded.length === 0) return ok(count(known.list.length, 'kind'));
    const told = [
      ...full.map((name) => `${name} has its ${MAX_VALUES} values`),
      ...crowded.map((name) => `${name} has its ${MAX_KINDS} combinations of values`),
    ];
    return warn(
      `${told.join('; ')}: those that come new are told as (other)`,
      'track fewer values of these details, or name the ones that matter in the catalogue',
    );
  },
};
