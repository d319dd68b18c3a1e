import { Link } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import * as texts from '#texts/referrals.ts';
import type { ReferralStats } from '../../../contract/families/platform/referrals.ts';
import type { ReferralsSearch } from '../../data/url/views.ts';
import { dayIn } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { numberColumn } from '../../numbers/number-column.tsx';
import { keyOf } from '../../numbers/opened/keys.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { Amount } from '../../ui/amount.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { SaveButton } from '../../ui/save-button.tsx';
import { tableRows } from '../../ui/table-rows.ts';
import { USER_FIELDS, UserCell } from '../../ui/user-cell.tsx';

type Numbers = Omit<ReferralStats['topCodes'][number], 'code'>;
/** Which list a number of a row opens. */
type Listed = 'new' | 'newActive' | 'credits';

/** What the numbers of a row open, by whose it is. */
type OpensOf<Row> = (row: Row, of: Listed) => Pick<ComponentProps<typeof RowsLink>, 'of' | 'who'> | null;

const NUMBERS = {
  referred: { of: 'new', label: texts.referred, definition: texts.usersReferredInRange },
  active: { of: 'newActive', label: texts.active, definition: texts.thoseThemWhoWere },
  credits: { of: 'credits', label: texts.credits, definition: texts.rewardsTheseReferrals },
} as const;

const numbersOf = <Row extends Numbers>(nameOf: (row: Row) => string, opensOf: OpensOf<Row>) =>
  (Object.keys(NUMBERS) as (keyof typeof NUMBERS)[]).map((name): Column<Row> => {
    const { of, label, definition } = NUMBERS[name];
    return numberColumn({
      name,
      label,
      definition,
      cell: (row: Row, beside) => {
        const opens = opensOf(row, of);
        return (
          <RowsLink
            of=""
            {...opens}
            count={opens && row[name]}
            label={texts.theirReferrals(exact(row[name]), label, nameOf(row))}
          >
            <Amount value={row[name]} beside={beside.map((each) => each[name])} />
          </RowsLink>
        );
      },
    });
  });

const REFERRER: readonly Column<ReferralStats['topReferrers'][number]>[] = [
  { name: 'user', label: texts.user, cell: (row) => <UserCell user={row} />, file: USER_FIELDS },
  ...numbersOf<ReferralStats['topReferrers'][number]>(
    ({ name, userId }) => name ?? userId,
    ({ userId }, of) => ({ of: keyOf.referrals(of), who: userId }),
  ),
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
  ...numbersOf<ReferralStats['topCodes'][number]>(
    ({ code }) => code || texts.noCode,
    // Which referrals have none can't be asked for.
    ({ code }, of) => (code === '' ? null : { of: keyOf.referrals(of, code) }),
  ),
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
