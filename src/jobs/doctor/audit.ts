import { verifyAudit } from '../../audit/index.ts';
import { type Check, count, fail, ok, warn } from './check.ts';

/** Rows of each chain that are looked at; `audit verify` looks at all. */
const TAIL = 1_000;

export const audit: Check = {
  name: 'audit',
  question: 'Is the audit log what was written, and would a cut be noticed?',
  async run({ db, audit: o }) {
    if (!o) return ok("not looked at: the secret isn't known here");
    const { headFile } = o;
    const found = await verifyAudit(db, { secret: await o.secret(), headFile, tail: TAIL, limit: 3 });
    if (!found.ok) {
      const examples = found.findings.map((each) => `${each.at ?? ''} ${each.message}`.trim());
      return fail(
        `${count(found.total, 'finding')}, such as ${examples.join('; ')}`,
        'run `joip-analytics audit verify` for all of them, and find out who could write to the database',
      );
    }
    const seen = `${count(found.rows, 'row')} in ${count(found.chains, 'chain')} verified`;
    if (!headFile)
      return warn(
        `${seen}, but no file of signed heads is kept: rows cut off at the end may go unnoticed`,
        'set AUDIT_HEAD_FILE to a file, and copy it away from this machine now and then',
      );
    if (o.secretInDatabase)
      return warn(
        `${seen}, but the key is in the database: who can write there can forge the log`,
        'set SECRET_KEY to a random text of at least 32 characters, kept outside the database',
      );
    return ok(`${seen}, ${count(found.signedHeads ?? 0, 'signed head')}`);
  },
};
