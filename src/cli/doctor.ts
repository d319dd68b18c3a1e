import { statfs } from 'node:fs/promises';
import type { Command } from 'commander';
import { connect } from '../db/connect.ts';
import { type Diagnosis, examine } from '../jobs/doctor/index.ts';
import { databaseSecret } from '../secrets/database-secret.ts';
import { accounted } from './accounted.ts';
import { openServer, REAL_DATABASE } from './embedded.ts';
import {
  analyticsOptions,
  auditHeadFileOf,
  type Flags,
  loadConfig,
  note,
  print,
  printJson,
  spoolOf,
  withDatabase,
} from './shared.ts';

const MARKS = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

export function register(program: Command): void {
  withDatabase(program.command('doctor'))
    .description('Check everything that makes numbers missing, slow or wrong, and say how to mend it')
    .option('--json', 'Print the result as JSON')
    .addHelpText('after', '\nExit code 1 where any check fails; warnings alone give 0.')
    .action(async (flags: Flags) => {
      const config = await loadConfig(flags);
      const server = await openServer(config, note);
      const { schema, pooler } = config;
      const hostNames = config.facts !== undefined;
      const db = connect({ url: server.url(REAL_DATABASE), schema, pooler, hostNames, poolSize: 2 });
      try {
        await db.pool.query('select 1');
        const { catalogue, timezone, facts } = config;
        // The embedded server's disk is this machine's.
        const freeBytes = config.databaseUrl ? undefined : () => bytesFree(config.dataDir);
        const { secret } = analyticsOptions(config);
        const audit = {
          secret: async () => secret ?? (await databaseSecret(db)).secret,
          secretInDatabase: secret === undefined,
          headFile: auditHeadFileOf(config),
        };
        const ctx = {
          db,
          catalogue,
          timezone,
          facts,
          audit,
          spool: spoolOf(config) ?? null,
          now: Date.now,
          ...(freeBytes ? { freeBytes } : {}),
          serverState: config.databaseUrl ? null : server.served,
        };
        const found = await accounted({ db, config }, { command: 'doctor', evenUnaudited: true }, () =>
          examine(ctx, flags.json ? undefined : tell),
        );
        const failed = found.filter(({ status }) => status === 'fail').length;
        const warned = found.filter(({ status }) => status === 'warn').length;
        if (flags.json) printJson({ failed, warned, checks: found });
        else print(`${found.length} checks, ${warned} warnings, ${failed} failures`);
        if (failed > 0) process.exitCode = 1;
      } finally {
        await db.close();
        await server.close();
      }
    });
}

function tell({ status, name, question, detail, mend }: Diagnosis): void {
  print(`${MARKS[status]}  ${name}: ${question} ${detail}`);
  if (mend) print(`      → ${mend}`);
}

async function bytesFree(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}
