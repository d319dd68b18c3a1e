import { Link } from '@tanstack/react-router';
import * as texts from '#texts/referrals.ts';
import type { ReferralStats } from '../../../contract/families/platform/referrals.ts';
import type { ReferralsSearch } from '../../data/url/views.ts';
import { dayIn } from '../../format/date.ts';
import { Explain } from '../../numbers/explain.tsx';
import { Amount } from '../../ui/amount.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { SaveButton } from '../../ui/save-button.tsx';
import { tableRows } from '../../ui/table-rows.ts';
import { USER_FIELDS, UserCell } from '../../ui/user-cell.tsx';

type Numbers = Omit<ReferralStats['topCodes'][number], 'code'>;

const NUMBERS: readonly Column<Numbers>[] = (
  [
    {
      name: 'referred',
      label: texts.referred,
      definition: texts.usersReferredInRange,
      cell: (row, beside) => <Amount value={row.referred} beside={beside.map((each) => each.referred)} />,
      by: (row) => row.referred,
    },
    {
      name: 'active',
      label: texts.active,
      definition: texts.thoseThemWhoWere,
      cell: (row, beside) => <Amount value={row.active} beside={beside.map((each) => each.active)} />,
      by: (row) => row.active,
    },
    {
      name: 'credits',
      label: texts.credits,
      definition: texts.rewardsTheseReferrals,
      cell: (row, beside) => <Amount value={row.credits} beside={beside.map((each) => each.credits)} />,
      by: (row) => row.credits,
    },
  ] satisfies Column<Numbers>[]
).map((column) => ({
  ...column,
  about: (
    <Explain of={{ name: column.label, definition: column.definition }} sign>
      {column.label}
    </Explain>
  ),
}));

const REFERRER: readonly Column<ReferralStats['topReferrers'][number]>[] = [
  { name: 'user', label: texts.user, cell: (row) => <UserCell user={row} />, file: USER_FIELDS },
  ...NUMBERS,
];

export const ReferrersFile = ({ stats: { topReferrers, meta } }: { stats: ReferralStats }) => (
  <SaveButton
    what={texts.theTopReferrers}
    name={[texts.topReferrersFile, dayIn(meta.timezone, meta.start)]}
    rows={() => tableRows(REFERRER, topReferrers)}
  />
);

export function TopReferrers({ rows }: { rows: ReferralStats['topReferrers'] }) {
  if (rows.length === 0) return <Nobody />;
  return (
    <div className="panel overflow-clip">
      <DataTable label={texts.referrerTable} columns={REFERRER} rows={rows} keyOf={(row) => row.userId} />
    </div>
  );
}

const CODE: readonly Column<ReferralStats['topCodes'][number]>[] = [
  {
    name: 'code',
    label: texts.code,
    cell: ({ code }) => <CodeLink code={code} />,
    file: { code: ({ code }) => code },
  },
  ...NUMBERS,
];

export const CodesFile = ({ stats: { topCodes, meta } }: { stats: ReferralStats }) => (
  <SaveButton
    what={texts.theTopCodes}
    name={[texts.topCodesFile, dayIn(meta.timezone, meta.start)]}
    rows={() => tableRows(CODE, topCodes)}
  />
);

export function TopCodes({ rows }: { rows: ReferralStats['topCodes'] }) {
  if (rows.length === 0) return <Nobody />;
  return (
    <div className="panel overflow-clip">
      <DataTable label={texts.codeTable} columns={CODE} rows={rows} keyOf={(row) => row.code} />
    </div>
  );
}

const Nobody = () => <p className="panel p-4 text-ink-2">{texts.nobodyWasReferredIn}</p>;

/** A code, which narrows the list of referrals to its own. */
export function CodeLink({ code }: { code: string }) {
  if (code === '') return <span className="text-ink-3">{texts.noCode}</span>;
  const search = (previous: ReferralsSearch) => ({ ...previous, code, search: undefined });
  return (
    <Link
      to="."
      search={search}
      hash="latest"
      hashScrollIntoView={{ block: 'nearest' }}
      aria-label={texts.referralsWithCode(code)}
      className="link font-mono text-xs leading-7"
    >
      {code}
    </Link>
  );
}
