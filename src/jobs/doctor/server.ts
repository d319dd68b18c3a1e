import { storedTimezone } from '../../db/meta.ts';
import {
  addMonths,
  existingMonths,
  letMakeMonths,
  mayMakeMonths,
  monthOf,
  monthsAround,
} from '../../db/partitions.ts';
import { missingRights } from '../../db/rights.ts';
import { usesDatabaseSecret } from '../../secrets/database-secret.ts';
import { actionTotals, lastDays, total } from './ask.ts';
import { type Check, count, fail, ok, warn } from './check.ts';

export const durability: Check = {
  name: 'durability',
  question: 'Does a commit survive a power cut?',
  async run({ db }) {
    const { rows } = await db.pool.query<Record<'fsync' | 'sync' | 'pages', string>>(
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync,
         current_setting('full_page_writes') as pages`,
    );
    const { fsync, sync, pages } = rows[0]!;
    const wrong = [...(fsync === 'on' ? [] : ['fsync']), ...(pages === 'on' ? [] : ['full_page_writes'])];
    if (wrong.length === 0) return ok(`fsync and full_page_writes on, synchronous_commit ${sync}`);
    const detail = `${wrong.join(', ')} off: acknowledged activity may be lost`;
    const mend = `set ${wrong.map((name) => `\`${name} = on\``).join(', ')} in postgresql.conf and reload`;
    return wrong.includes('fsync') ? fail(detail, mend) : warn(detail, mend);
  },
};

export const restarts: Check = {
  name: 'restarts',
  question: 'Has the embedded server kept running?',
  async run({ serverState }) {
    if (serverState === null) return ok("PostgreSQL isn't the embedded one");
    if (serverState === undefined)
      return ok('no `serve` runs here, so there is nothing to tell: restarts are counted while one does');
    const { restarts: n, lastEnd } = serverState;
    if (!lastEnd) return ok('it has, since `serve` was started');
    const last = new Date(lastEnd.at).toISOString();
    return warn(
      `it ended by itself and was started again ${count(n, 'time')} since \`serve\` was started, last at ${last} (${lastEnd.why})`,
      'look what postgres.log in the data folder says before that moment: memory, the disk, or somebody who kills it',
    );
  },
};

/** Months ahead that a log which nobody extends should still have. */
const AHEAD = 3;

export const partitions: Check = {
  name: 'partitions',
  question: 'Has the log a place for what comes next?',
  async run({ db, now }) {
    const present = new Set(await existingMonths(db));
    const last = [...present].sort().at(-1);
    const missing = monthsAround(new Date(now())).filter((month) => !present.has(month));
    const may = await mayMakeMonths(db);
    const mend = may
      ? 'run `joip-analytics migrate`, and keep the server running: it makes them ahead'
      : `${letMakeMonths(db.s)}; or run \`joip-analytics migrate\` as the owner every month`;
    const detail = `no partition for ${missing.join(', ')}`;
    if (missing.includes(monthOf(now()))) return fail(detail, mend);
    if (!may && !present.has(addMonths(monthOf(now()), AHEAD)))
      return warn(`the last month is ${last}, and this role may not make more`, mend);
    return missing.length > 0 ? warn(detail, mend) : ok(`${present.size} months, up to ${last}`);
  },
};

export const rights: Check = {
  name: 'rights',
  question: 'May the role do what is asked of it?',
  async run({ db }) {
    const missing = await missingRights(db);
    if (missing.length > 0)
      return fail(
        'the role may not use every table',
        `run as the owner of the schema: ${missing.join('; ')}`,
      );
    const { rows } = await db.pool.query<{ role: string; database: string; temp: boolean }>(
      `select quote_ident(current_user) as role, quote_ident(current_database()) as database,
         has_database_privilege(current_database(), 'temp') as temp`,
    );
    const { role, database, temp } = rows[0]!;
    return temp
      ? ok(`${role} may read and write every table`)
      : warn(
          `${role} may make no temporary tables, which \`reconcile\` and \`rebuild\` need`,
          `run as an administrator: grant temporary on database ${database} to ${role}`,
        );
  },
};

export const timezone: Check = {
  name: 'timezone',
  question: 'Is the configured zone that of the database?',
  async run({ db, timezone: configured }) {
    const stored = await storedTimezone(db);
    if (!configured || configured === stored) return ok(`it is ${stored}`);
    return fail(
      `${configured} is configured, but the database has ${stored}`,
      `run \`joip-analytics rebuild --timezone ${configured}\`, or configure ${stored}`,
    );
  },
};

const GIB = 1024 ** 3;
const gib = (bytes: number) => `${(bytes / GIB).toFixed(2)} GiB`;

export const disk: Check = {
  name: 'disk',
  question: 'Is there room on the disk?',
  async run({ db, catalogue, now, freeBytes }) {
    const { rows } = await db.pool.query<{ size: number }>(
      'select pg_database_size(current_database()) as size',
    );
    const { size } = rows[0]!;
    const told = `the database takes ${gib(size)}`;
    if (!freeBytes) return ok(`${told}; its disk is another machine’s`);
    const free = await freeBytes();
    const totals = await actionTotals({ db, catalogue }, [await lastDays(db, 30, now())]);
    const lately = total([...totals.values()].map(([n]) => n!));
    // What 90 days more of this activity will take, at 400 bytes each; and never less than a few logs.
    const need = Math.max(GIB, lately * 3 * 400);
    const mend = 'make room or move the data folder to a larger disk: a full one refuses activity';
    if (free < GIB / 4) return fail(`${told}, and only ${gib(free)} are free`, mend);
    return free < need
      ? warn(`${told}, and only ${gib(free)} are free`, mend)
      : ok(`${told}, ${gib(free)} are free`);
  },
};

export const secret: Check = {
  name: 'secret',
  question: 'Is the secret key kept apart from the data?',
  async run({ db }) {
    if (!(await usesDatabaseSecret(db))) return ok("it isn't in the database");
    return warn(
      'it is in the database: whoever reads a copy of it can tell who was erased, and forge the audit log',
      "set SECRET_KEY before the first erasure, such as with `openssl rand -hex 32`; users erased before it aren't recognised under another key",
    );
  },
};
