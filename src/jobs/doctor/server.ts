import { storedTimezone } from '../../db/meta.ts';
import { existingMonths, monthOf, monthsAround } from '../../db/partitions.ts';
import { type Check, DAY, fail, ok, warn } from './check.ts';

const SURE = new Set(['on', 'local', 'remote_write', 'remote_apply']);

export const durability: Check = {
  name: 'durability',
  question: 'Does a commit survive a power cut?',
  async run({ db }) {
    const { rows } = await db.pool.query<Record<'fsync' | 'sync' | 'pages', string>>(
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync,
         current_setting('full_page_writes') as pages`,
    );
    const { fsync, sync, pages } = rows[0]!;
    const wrong = [
      ...(fsync === 'on' ? [] : ['fsync']),
      ...(pages === 'on' ? [] : ['full_page_writes']),
      ...(SURE.has(sync) ? [] : ['synchronous_commit']),
    ];
    if (wrong.length === 0) return ok(`fsync and full_page_writes on, synchronous_commit ${sync}`);
    const detail = `${wrong.join(', ')} off: acknowledged activity may be lost`;
    const mend = `set ${wrong.map((name) => `\`${name} = on\``).join(', ')} in postgresql.conf and reload`;
    return wrong.includes('fsync') ? fail(detail, mend) : warn(detail, mend);
  },
};

export const partitions: Check = {
  name: 'partitions',
  question: 'Has the log a place for what comes next?',
  async run({ db, now }) {
    const present = new Set(await existingMonths(db));
    const missing = monthsAround(new Date(now())).filter((month) => !present.has(month));
    if (missing.length === 0) return ok(`${present.size} months, up to ${[...present].sort().at(-1)}`);
    const mend = 'run `joip-analytics migrate`, and keep the server running: it makes them ahead';
    const detail = `no partition for ${missing.join(', ')}`;
    return missing.includes(monthOf(now())) ? fail(detail, mend) : warn(detail, mend);
  },
};

export const timezone: Check = {
  name: 'timezone',
  question: 'Are days kept in the configured zone?',
  async run({ db, timezone: configured }) {
    const stored = await storedTimezone(db);
    if (!configured || configured === stored) return ok(`days are kept in ${stored}`);
    return fail(
      `${configured} is configured, but days are kept in ${stored}`,
      `run \`joip-analytics rebuild --timezone ${configured}\`, or configure ${stored}`,
    );
  },
};

const GIB = 1024 ** 3;
const gib = (bytes: number) => `${(bytes / GIB).toFixed(2)} GiB`;

export const disk: Check = {
  name: 'disk',
  question: 'Is there room on the disk?',
  async run({ db, now, freeBytes }) {
    const { rows } = await db.pool.query<{ size: number; lately: number }>(
      `select pg_database_size(current_database()) as size,
         (select coalesce(sum(n), 0)::bigint from ${db.s}.activity_rollups
          where grain = 1440 and breakdown = '' and bucket >= $1) as lately`,
      [new Date(now() - 30 * DAY)],
    );
    const { size, lately } = rows[0]!;
    const told = `the database takes ${gib(size)}`;
    if (!freeBytes) return ok(`${told}; its disk is another machine’s`);
    const free = await freeBytes();
    // What 90 days more of this activity will take, at 400 bytes each; and never less than a few logs.
    const need = Math.max(GIB, lately * 3 * 400);
    const mend = 'make room or move the data folder to a larger disk: a full one refuses activity';
    if (free < GIB / 4) return fail(`${told}, and only ${gib(free)} are free`, mend);
    return free < need
      ? warn(`${told}, and only ${gib(free)} are free`, mend)
      : ok(`${told}, ${gib(free)} are free`);
  },
};
