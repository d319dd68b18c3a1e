import type { Command } from 'commander';
import { type AuditFinding, listAudit, type Verification, verifyAudit } from '../audit/index.ts';
import { type AuditEntry, auditQuery } from '../contract/index.ts';
import { auditQueryOf, readPeople, tellEntry } from '../http/handlers/audit.ts';
import { parseQuery } from '../http/query.ts';
import { databaseSecret } from '../secrets/database-secret.ts';
import { accounted } from './accounted.ts';
import {
  analyticsOptions,
  auditHeadFileOf,
  type Flags,
  note,
  type OpenedInstallation,
  openAnalytics,
  print,
  printJson,
  withDatabase,
} from './shared.ts';

const PROGRESS_EVERY = 5_000;

export function register(program: Command): void {
  const audit = program
    .command('audit')
    .description('The audit log: who looked at what, and whether it is whole');

  withDatabase(audit.command('verify'))
    .description('Check every row of the audit log against its chain and the signed heads; changes nothing')
    .option('--audit-head-file <file>', 'Signed heads of the audit log (AUDIT_HEAD_FILE)')
    .option('--json', 'Print the result as JSON')
    .addHelpText('after', '\nExit code 1 where a row was changed, removed, inserted, moved or cut off.')
    .action((flags: Flags) => reading(flags, verify(flags)));

  withDatabase(audit.command('list'))
    .description('List accesses, newest first')
    .option('--period <period>', 'Such as 24h, 7days, month or all (default 30days)')
    .option('--actor <who>', 'E-mail of an operator, or an id')
    .option('--target <user>', 'Id of the user that was looked at')
    .option('--endpoint <name>', 'Such as userUsage')
    .option('--about <subject>', 'person (one user), or change (whatever does more than read)')
    .option('--outcome <outcome>', 'answered, failed, denied or unfinished')
    .option('--page-size <number>', 'Entries at most, up to 500', '50')
    .option('--cursor <cursor>', 'Where the page before ended')
    .option('--json', 'Print them as JSON')
    .action((flags: Flags) => reading(flags, list(flags)));
}

/** Opens the database as it is: a log that is to be checked isn't migrated first. */
async function reading(flags: Flags, work: (opened: OpenedInstallation) => Promise<void>): Promise<void> {
  const opened = await openAnalytics(flags, { migrate: false });
  try {
    await work(opened);
  } finally {
    await opened.close();
  }
}

const secretOf = async ({ config, db }: OpenedInstallation) =>
  analyticsOptions(config).secret ?? (await databaseSecret(db)).secret;

const verify = (flags: Flags) => async (opened: OpenedInstallation) => {
  const headFile = auditHeadFileOf(opened.config);
  if (!headFile)
    note('no file of signed heads is configured (AUDIT_HEAD_FILE): a log cut at its end may go unnoticed');
  let told = Date.now();
  const found = await verifyAudit(opened.db, {
    secret: await secretOf(opened),
    headFile,
    onProgress(done, total) {
      if (Date.now() - told < PROGRESS_EVERY) return;
      told = Date.now();
      note(`${done.toLocaleString('en')} of ${total.toLocaleString('en')} rows`);
    },
  });
  if (flags.json) printJson(found);
  else tell(found);
  if (!found.ok) process.exitCode = 1;
};

function tell(found: Verification): void {
  for (const each of found.findings) print(lineOf(each));
  if (found.total > found.findings.length) print(`… and ${found.total - found.findings.length} more`);
  if (found.unreadableHeads > 0) print(`${found.unreadableHeads} lines of the head file can't be read`);
  const heads = found.signedHeads === null ? 'no signed heads' : `${found.signedHeads} signed heads`;
  print(`${found.rows} rows in ${found.chains} chains checked, ${heads}, ${found.total} findings`);
}

const lineOf = ({ kind, chain, at, message }: AuditFinding) =>
  [kind.padEnd(11), at ?? '-'.padEnd(24), ...(chain ? [`chain ${chain}:`] : []), message].join('  ');

/** The flags that are parameters of `GET /api/admin/audit`. */
function askedOf({
  period,
  actor,
  target,
  endpoint,
  about,
  outcome,
  pageSize,
  cursor,
}: Flags): Record<string, string> {
  const given = Object.entries({ period, actor, target, endpoint, about, outcome, pageSize, cursor });
  return Object.fromEntries(given.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

const list = (flags: Flags) => (opened: OpenedInstallation) =>
  accounted(opened, { command: 'audit list', parameters: askedOf(flags) }, () => listed(flags, opened));

async function listed(flags: Flags, opened: OpenedInstallation): Promise<void> {
  const params = new URLSearchParams(askedOf(flags));
  const { auth, view } = opened.analytics;
  const people = await readPeople({ auth });
  const { asked } = auditQueryOf({ real: view, now: Date.now }, people, parseQuery(params, auditQuery()));
  const { entries, nextCursor } = await listAudit(opened.db, await secretOf(opened), asked);
  const told = entries.map((entry) => tellEntry(people, entry));
  if (flags.json) return printJson({ entries: told, nextCursor });
  for (const each of told) print(entryLine(each));
  if (told.length === 0) note('nothing was accessed in this time');
  if (nextCursor) note(`older ones: --cursor ${nextCursor}`);
}

function entryLine({ at, actor, endpoint, target, outcome, status, parameters }: AuditEntry): string {
  const who = actor.email ?? actor.name ?? actor.id ?? '(erased)';
  const asked = Object.entries(parameters ?? {}).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [at, who, endpoint, target ?? '-', `${outcome} ${status ?? ''}`.trim(), ...asked].join('  ');
}
