import * as texts from '#texts/pages.ts';
import type { Meta } from '../../../contract/common.ts';

/** By how much a table of people adds up to less than the activities beside it, and why. */
export function NotInRows({ meta: { notInRows } }: { meta: Meta }) {
  if (!notInRows) return null;
  return (
    <p className="border-t border-line px-4 py-2.5 text-xs text-ink-3">
      {texts.activitiesInNoRow(notInRows.reason)}
    </p>
  );
}
