import * as texts from '#texts/audit.ts';
import type { AuditEntry } from '../../../contract/families/audit/index.ts';
import { exact } from '../../format/number.ts';

const TONES: Readonly<Record<AuditEntry['outcome'], string>> = {
  answered: 'text-ink-3',
  denied: 'font-medium text-bad',
  failed: 'font-medium text-bad',
  unfinished: 'text-ink-2 italic',
};

/** An access this young has just not ended yet: this list is one itself. */
const RUNNING_MS = 60_000;

/** What came of it: the rows of an answer, or why there was none. */
export function OutcomeBadge({ entry: { at, outcome, status, rows } }: { entry: AuditEntry }) {
  const words = {
    answered: rows === null ? texts.answered : texts.rowsCount(rows, exact(rows)),
    denied: texts.refusedWith(status),
    failed: texts.failedWith(status),
    unfinished: Date.now() - Date.parse(at) < RUNNING_MS ? texts.underWay : texts.unfinished,
  };
  return (
    <span
      className={`text-xs whitespace-nowrap ${TONES[outcome]}`}
      title={status ? texts.statusIs(status) : undefined}
    >
      {words[outcome]}
    </span>
  );
}

/** What came of several: how many there were, and how many of them were no answers. */
export function OutcomesBadge({ entries }: { entries: readonly AuditEntry[] }) {
  const worst = (['denied', 'failed'] as const).find((bad) => entries.some(({ outcome }) => outcome === bad));
  const bad = entries.filter(({ outcome }) => outcome === worst).length;
  return (
    <span className={`text-xs whitespace-nowrap ${TONES[worst ?? 'answered']}`}>
      {texts.requestsCount(entries.length, exact(entries.length), worst, exact(bad))}
    </span>
  );
}
