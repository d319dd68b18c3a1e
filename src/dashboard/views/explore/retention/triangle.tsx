import * as texts from '#texts/explore-retention.ts';
import type { Cohorts, CohortUnit } from '../../../../contract/families/explore/cohorts.ts';
import { bucket } from '../../../format/date.ts';
import { OpensPeople } from '../../../shell/people/opens-people.tsx';
import { TableFrame } from '../../../ui/table-frame.tsx';
import { told, toldShare } from '../told-count.ts';
import { useRetention } from './question.ts';

interface RetentionTriangleProps {
  readonly report: Cohorts;
  readonly interval: CohortUnit;
}

type Cohort = Cohorts['cohorts'][number];

/** A row a cohort, a column a period after it; the more came back, the stronger the colour. */
export function RetentionTriangle({ report, interval }: RetentionTriangleProps) {
  const { meta } = report;
  // What nobody began in is shown between others alone.
  const begun = report.cohorts.findIndex(({ size }) => size !== 0);
  const cohorts = report.cohorts.slice(Math.max(0, begun));
  const columns = Math.max(0, ...cohorts.map(({ cells }) => cells.length));
  const nameOf = ({ start, end }: Cohort) => bucket(start, end, interval, meta.timezone);
  return (
    <TableFrame label={texts.cohorts} className="panel">
      <table className="w-full border-separate border-spacing-0 text-sm" data-tint="features">
        <thead className="text-xs text-ink-2">
          <tr>
            <th
              scope="col"
              className="table-head sticky start-0 z-10 h-9 bg-sunken px-3 text-start font-medium"
            >
              {texts.beganIn}
            </th>
            <th scope="col" className="bg-sunken px-3 text-end font-medium">
              {texts.sizeHead}
            </th>
            {Array.from({ length: columns }, (_, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <th key={i} scope="col" className="min-w-16 bg-sunken px-2 text-end font-medium">
                <span className="sr-only">{texts.periodWord(interval)} </span>
                {i + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map((cohort) => (
            <tr key={cohort.day} className="last:[&>th]:rounded-es-xl">
              <th
                scope="row"
                className="sticky start-0 z-10 border-t border-line bg-surface px-3 py-1 text-start font-normal whitespace-nowrap"
              >
                {nameOf(cohort)}
              </th>
              <td className="border-t border-line px-3 text-end">
                <Opens cohort={cohort.day} n={0} count={cohort.size}>
                  {told(cohort.size)}
                </Opens>
              </td>
              {(cohort.size === 0 ? [] : cohort.cells).map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                <td key={i} className="border-t border-line p-0.5">
                  <Cell cell={cell} cohort={cohort} n={i + 1} />
                </td>
              ))}
              {(cohort.size === 0 || cohort.cells.length < columns) && columns > 0 && (
                <td
                  aria-hidden="true"
                  colSpan={columns - (cohort.size === 0 ? 0 : cohort.cells.length)}
                  className="border-t border-line"
                />
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

/** How many of a cohort came back in a period; one that isn't over says so. */
function Cell({ cell, cohort, n }: { cell: Cohort['cells'][number]; cohort: Cohort; n: number }) {
  const { count, share, unfinished } = cell;
  return (
    <span
      title={unfinished ? texts.unfinished(told(count)) : texts.cameOf(told(count), told(cohort.size))}
      className={`flex h-8 items-center justify-end rounded-sm px-1.5 ${unfinished ? 'border border-dashed border-line-strong' : ''}`}
      style={
        share === null || unfinished
          ? undefined
          : { background: `color-mix(in oklab, var(--tint) ${Math.round(share * 45)}%, transparent)` }
      }
    >
      <Opens cohort={cohort.day} n={n} count={count}>
        {toldShare(share)}
        {unfinished && <span className="sr-only"> {texts.notOver}</span>}
      </Opens>
    </span>
  );
}

interface OpensProps {
  readonly cohort: string;
  readonly n: number;
  readonly count: number | null;
  readonly children: React.ReactNode;
}

function Opens({ cohort, n, ...number }: OpensProps) {
  const { ask } = useRetention();
  return <OpensPeople {...number} onOpen={() => ask({ cohort, n: n || undefined, who: undefined })} />;
}
