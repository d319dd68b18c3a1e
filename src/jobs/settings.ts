import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { RetentionPolicy, type SettingsBody } from '../contract/families/privacy/settings.ts';
import { type Database, transaction } from '../db/connect.ts';
import { readMeta, writeMeta } from '../db/meta.ts';

const KEY = 'settings';

/** Everything is kept until an operator says otherwise. */
const keepAll = (c: CatalogueInput): RetentionPolicy => ({
  activity: Object.fromEntries(Object.keys(c.features).map((feature) => [feature, 'keep' as const])),
  auditLog: 'keep',
  deadLetters: 'keep',
});

/**
 * The periods that an operator has set. A stored one that this version doesn't accept counts as `keep`:
 * nothing is deleted by a misread setting.
 */
export async function readRetention(
  db: Database,
  c: CatalogueInput,
  client: pg.Pool | pg.PoolClient = db.pool,
): Promise<RetentionPolicy> {
  const policy = keepAll(c);
  const stored = (await readMeta(db, KEY, client)) as { retention?: Partial<RetentionPolicy> } | undefined;
  const shape = RetentionPolicy.shape;
  for (const name of ['auditLog', 'deadLetters'] as const) {
    const read = shape[name].safeParse(stored?.retention?.[name]);
    if (read.success) policy[name] = read.data;
  }
  for (const feature of Object.keys(policy.activity)) {
    const read = shape.activity.safeParse({ [feature]: stored?.retention?.activity?.[feature] });
    if (read.success) policy.activity[feature] = read.data[feature]!;
  }
  return policy;
}

/**
 * Changes what is given and keeps the rest.
 *
 * @throws UnknownFeature
 */
export async function changeRetention(
  db: Database,
  c: CatalogueInput,
  change: SettingsBody['retention'],
): Promise<RetentionPolicy> {
  const odd = Object.keys(change.activity ?? {}).find((feature) => !Object.hasOwn(c.features, feature));
  if (odd !== undefined) throw new UnknownFeature(odd, Object.keys(c.features));
  return transaction(db, async (client) => {
    await client.query(`select from ${db.s}.meta where key = 'timezone' for update`);
    const now = await readRetention(db, c, client);
    const next: RetentionPolicy = {
      activity: { ...now.activity, ...change.activity },
      auditLog: change.auditLog ?? now.auditLog,
      deadLetters: change.deadLetters ?? now.deadLetters,
    };
    const stored = ((await readMeta(db, KEY, client)) ?? {}) as object;
    await writeMeta(db, KEY, { ...stored, retention: next }, client);
    return next;
  });
}

export class UnknownFeature extends Error {
  override readonly name = 'UnknownFeature';
  readonly feature: string;

  constructor(feature: string, accepted: readonly string[]) {
    super(`"${feature}" is no feature; takes ${accepted.join(', ')}`);
    this.feature = feature;
  }
}
