import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAudit } from '../../src/audit/audit.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { testDatabase } from './database.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-03-01T00:00:00Z');

/** An audit log with its head file, three processes old: one was closed, one killed, one closed. */
export async function auditSite() {
  const secret = Buffer.from('a secret of this test, 32 bytes or more');
  const folder = mkdtempSync(join(tmpdir(), 'joip-audit-'));
  const headFile = join(folder, 'heads.ndjson');
  const t = await testDatabase();
  let clock = START;
  let chains: string[] = [];

  const site = {
    t,
    secret,
    headFile,
    /** The clock goes on by so many hours. */
    pass: (hours: number) => {
      clock += hours * HOUR;
      return clock;
    },
    /** That many hours after the beginning. */
    at: (hours: number) => new Date(START + hours * HOUR).toISOString(),
    /** In the order in which they were begun. */
    chains: () => chains as readonly string[],
    sql: (text: string, ...values: unknown[]) =>
      t.db.pool.query(text.replaceAll('audit_', `${t.db.s}.audit_`), values),

    open: () =>
      createAudit(t.db, {
        secret,
        now: () => clock,
        headFile,
        onError: (error) => {
          throw error;
        },
      }),

    /** A process that reads 10 users, an hour apart, and is closed or killed. */
    async run(n: number, end: 'closed' | 'killed' = 'closed'): Promise<void> {
      const audit = site.open();
      for (let i = 0; i < 10; i++) {
        site.pass(1);
        const who = { requestId: randomUUID(), actor: `operator:${n}` };
        const access = { ...who, endpoint: 'userUsage', target: `u-${i}`, parameters: {} };
        await audit.begin(access);
        audit.complete(access, 200, 1);
      }
      await audit.flush();
      if (end === 'closed') await audit.close();
    },

    async verify(o = {}) {
      const { findings } = await verifyAudit(t.db, { secret, headFile, ...o });
      return findings.map((each) => ({ ...each, chain: chains.indexOf(each.chain ?? '') }));
    },

    async reset(): Promise<void> {
      rmSync(headFile, { force: true });
      await site.sql('truncate audit_log, audit_subjects, audit_anchors');
      clock = START;
      await site.run(1);
      await site.run(2, 'killed');
      await site.run(3);
      const { rows } = await site.sql('select chain from audit_log where seq = 0 order by at');
      chains = rows.map((row) => row.chain);
    },

    async close(): Promise<void> {
      await t.drop();
      rmSync(folder, { recursive: true });
    },
  };
  return site;
}

export type AuditSite = Awaited<ReturnType<typeof auditSite>>;
