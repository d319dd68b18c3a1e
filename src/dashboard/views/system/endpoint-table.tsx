import { Clock, Timer } from 'lucide-react';
import { useState } from 'react';
import { slowest } from '#texts/few-requests.ts';
import * as texts from '#texts/system.ts';
import type { Requests, SystemReport } from '../../../contract/families/operation/index.ts';
import { exact } from '../../format/number.ts';
import { milliseconds } from '../../format/size.ts';
import { PARTS } from '../../shell/health/troubles.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EndpointName } from '../../ui/endpoint-name.tsx';
import { SaveButton } from '../../ui/save-button.tsx';
import { Section } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { tableRows } from '../../ui/table-rows.ts';
import { type Percentile, percentileWords } from './percentile.ts';

const WINDOWS = [
  { value: 'last5Minutes', label: texts.fiveMinutes, Icon: Timer },
  { value: 'lastHour', label: texts.oneHour, Icon: Clock },
] as const;

type Row = Requests & { readonly endpoint: string };

/** A percentile of too few requests says what it is. */
function Time({ name, row, beside }: { name: Percentile; row: Row; beside: readonly Row[] }) {
  const value = row[name];
  if (value === null) return <span className="text-ink-3">–</span>;
  const { why } = percentileWords(name, row.requests);
  return (
    <span title={why} className={why && 'text-ink-3'}>
      {milliseconds(
        value,
        beside.map((each) => each[name]),
      )}
      {why && <span className="ms-1 text-xs">{slowest}</span>}
    </span>
  );
}

const time = (name: Percentile, share: string): Column<Row> => ({
  name,
  label: name,
  definition: texts.answeredThisFast(share),
  cell: (row, beside) => <Time name={name} row={row} beside={beside} />,
  by: (row) => row[name],
});

const errors = (name: 'clientErrors' | 'serverErrors', label: string, definition: string): Column<Row> => ({
  name,
  label,
  definition,
  cell: (row) => (
    <span className={row[name] === 0 ? 'text-ink-3' : name === 'serverErrors' ? 'font-medium text-bad' : ''}>
      {exact(row[name])}
    </span>
  ),
  by: (row) => row[name],
});

const COLUMNS: readonly Column<Row>[] = [
  {
    name: 'endpoint',
    label: texts.endpoint,
    cell: ({ endpoint }) => <EndpointName name={endpoint} />,
    file: { Endpoint: ({ endpoint }) => endpoint },
  },
  {
    name: 'requests',
    label: texts.requests,
    cell: ({ requests }) => exact(requests),
    by: ({ requests }) => requests,
  },
  time('p50', texts.median),
  time('p95', texts.of100(95)),
  time('p99', texts.of100(99)),
  errors('clientErrors', texts.refused, texts.statusRefused),
  errors('serverErrors', texts.failed, texts.statusFailed),
];

/** Every endpoint that was asked, busiest first. */
export function EndpointTable({ endpoints }: { endpoints: SystemReport['endpoints'] }) {
  const [window, setWindow] = useState<'last5Minutes' | 'lastHour'>('lastHour');
  const rows = endpoints
    .map(({ endpoint, [window]: requests }) => ({ endpoint, ...requests }))
    .filter(({ requests }) => requests > 0);
  return (
    <Section
      id={PARTS.endpoints}
      title={texts.endpoints}
      note={texts.answeredByThisProcess}
      aside={
        <span className="flex items-center gap-1">
          <Segmented label={texts.overTheLast} value={window} options={WINDOWS} onChange={setWindow} />
          <SaveButton
            what={texts.everyEndpointsNumbers}
            name={['endpoints', window]}
            rows={() => tableRows(COLUMNS, rows)}
          />
        </span>
      }
    >
      {rows.length === 0 ? (
        <p className="panel p-4 text-ink-2">{texts.nothingWasAskedIn}</p>
      ) : (
        <DataTable
          label={texts.latenciesByEndpoint}
          columns={COLUMNS}
          rows={rows}
          keyOf={({ endpoint }) => endpoint}
          className="panel"
        />
      )}
    </Section>
  );
}
