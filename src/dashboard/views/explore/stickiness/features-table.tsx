import * as texts from '#texts/explore-stickiness.ts';
import type { Stickiness } from '../../../../contract/families/explore/stickiness.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { exact } from '../../../format/number.ts';
import { partLabel } from '../../../numbers/groupings.ts';
import { OpensPeople } from '../../../shell/people/opens-people.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { told } from '../told-count.ts';
import type { OpensDays } from './days-table.tsx';

type Row = Stickiness['features'][number];

interface FeaturesTableProps extends OpensDays {
  readonly features: readonly Row[];
  readonly window: Stickiness['windows'][number];
}

/** A feature a row: who used it in the window, and on how many days each. */
export function FeaturesTable({ features, window, onOpen }: FeaturesTableProps) {
  const { catalogue } = usePanel();
  const within = window.on.length === 7 ? '7' : '28';
  const nameOf = ({ feature }: Row) => partLabel('feature', feature, catalogue);
  const columns: Column<Row>[] = [
    { name: 'feature', label: texts.feature, align: 'start', by: nameOf, cell: nameOf },
    {
      name: 'people',
      label: texts.people,
      by: ({ people }) => people,
      cell: (row) => (
        <OpensPeople
          count={row.people}
          label={texts.openFeature(told(row.people), nameOf(row))}
          onOpen={() => onOpen({ last: window.last, within, used: row.feature })}
        >
          {told(row.people)}
        </OpensPeople>
      ),
    },
    {
      name: 'average',
      label: texts.averageHead,
      by: ({ average }) => average,
      cell: ({ average }) => (average === null ? '–' : exact(Math.round(average * 10) / 10)),
    },
  ];
  return (
    <DataTable
      className="panel"
      label={texts.feature}
      columns={columns}
      rows={features}
      keyOf={({ feature }) => feature}
    />
  );
}
