import type { AuditEntry } from '../../../contract/families/audit/index.ts';
import { exact, plural } from '../../format/number.ts';

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
    answered: rows === null ? 'answered' : `${exact(rows)} ${plural(rows, 'row')}`,
    denied: `refused ${status ?? ''}`,
    failed: `failed ${status ?? ''}`,
    unfinished: Date.now() - Date.parse(at) < RUNNING_MS ? 'under way' : 'unfinished',
  };
  return (
    <span
      className={`text-xs whitespace-nowrap ${TONES[outcome]}`}
      title={status ? `Status ${status}` : undefined}
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
      {worst && `${exact(bad)} of `}
      {exact(entries.length)} {plural(entries.length, 'request')}
      {worst && (worst === 'denied' ? ' refused' : ' failed')}
    </span>
  );
}
