import * as texts from '#texts/explore-retention.ts';
import type { Cohorts, CohortUnit } from '../../../../contract/families/explore/cohorts.ts';
import { exact, PART } from '../../../format/number.ts';

interface RetentionCurveProps {
  readonly curve: Cohorts['curve'];
  readonly interval: CohortUnit;
}

/** How many of all came back, by how long after they began. */
export function RetentionCurve({ curve, interval }: RetentionCurveProps) {
  const told = curve.filter(({ share }) => share !== null);
  if (told.length === 0) return <p className="panel p-6 text-ink-2">{texts.nothingOver}</p>;
  const most = Math.max(...told.map(({ share }) => share!), 0.01);
  return (
    <div className="panel overflow-x-auto p-4" data-tint="features">
      <ol className="flex h-44 min-w-max items-end gap-1.5 sm:gap-2.5">
        {told.map(({ n, share, came, of }) => (
          <li
            key={n}
            className="flex h-full min-w-10 max-w-20 flex-1 flex-col items-center justify-end gap-1"
            title={texts.cameOf(exact(came), exact(of))}
          >
            <span className="text-xs text-ink-2">{exact(share!, PART)}</span>
            <span
              aria-hidden="true"
              className="block min-h-px w-full rounded-t-sm bg-tint"
              style={{ height: `${(share! / most) * 70}%` }}
            />
            <span className="text-xs text-ink-3">
              <span className="sr-only">{texts.periodWord(interval)} </span>
              {n}
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-1 text-xs text-ink-3">{texts.periodsAfter(interval)}</p>
    </div>
  );
}
