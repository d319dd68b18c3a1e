import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-funnel.ts';
import type { Funnel } from '../../../../contract/families/explore/funnel.ts';
import { NONE } from '../../../../contract/families/explore/none.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { duration } from '../../../format/duration.ts';
import { exact, PART } from '../../../format/number.ts';
import { partLabel } from '../../../numbers/groupings.ts';
import { OpensPeople } from '../../../shell/people/opens-people.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { told } from '../told-count.ts';
import { useFunnel } from './question.ts';

type Row = NonNullable<Funnel['groups']>[number];

/** A group a row: how many began, how many got to each step; a number opens its people. */
export function FunnelGroups({ report, by }: { report: Funnel; by: string }) {
  const { catalogue } = usePanel();
  const { ask } = useFunnel();
  const rows = report.groups ?? [];
  const nameOf = ({ key }: Row) => (key === '' ? explore.noneOfThese : partLabel(by, key, catalogue));
  const columns: Column<Row>[] = [
    { name: 'group', label: texts.group, align: 'start', by: nameOf, cell: nameOf },
    ...report.steps.map(
      (_, i): Column<Row> => ({
        name: `step${i + 1}`,
        label: explore.step(i + 1),
        by: ({ steps }) => steps[i]!.count,
        cell: ({ key, steps }) => {
          const count = steps[i]!.count;
          return (
            <OpensPeople count={count} onOpen={() => ask({ bar: i + 1, who: undefined, group: key || NONE })}>
              {told(count)}
            </OpensPeople>
          );
        },
      }),
    ),
    {
      name: 'conversion',
      label: texts.conversion,
      by: ({ total }) => total.conversion,
      cell: ({ total }) => (total.conversion === null ? '–' : exact(total.conversion, PART)),
    },
    {
      name: 'median',
      label: texts.medianHead,
      by: ({ total }) => total.median,
      cell: ({ total }) => (total.median === null ? '–' : duration(total.median)),
    },
  ];
  const all = report.totalGroups ?? 0;
  return (
    <>
      <DataTable
        className="panel"
        label={texts.group}
        columns={columns}
        rows={rows}
        keyOf={({ key }) => key}
      />
      {all > rows.length && (
        <p className="mt-2 text-xs text-ink-3">{texts.firstGroups(exact(rows.length), exact(all))}</p>
      )}
    </>
  );
}
