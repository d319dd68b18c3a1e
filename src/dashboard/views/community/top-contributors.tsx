import * as texts from '#texts/community.ts';
import type { CommunityStats } from '../../../contract/families/platform/community.ts';
import { dayIn } from '../../format/date.ts';
import { numberColumn } from '../../numbers/number-column.tsx';
import { keyOf } from '../../numbers/opened/keys.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { Amount } from '../../ui/amount.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { SaveButton } from '../../ui/save-button.tsx';
import { tableRows } from '../../ui/table-rows.ts';
import { USER_FIELDS, UserCell } from '../../ui/user-cell.tsx';

type Contributor = CommunityStats['topContributors'][number];
type NumberName = 'shares' | 'sharedSessions' | 'sharedMedia' | 'likesReceived';

const number = (name: NumberName, of: string, label: string, definition: string): Column<Contributor> =>
  numberColumn({
    name,
    label,
    definition,
    cell: (row: Contributor, beside) => (
      <RowsLink of={of} who={row.userId} count={row[name]}>
        <Amount value={row[name]} beside={beside.map((each) => each[name])} />
      </RowsLink>
    ),
  });

const COLUMNS: readonly Column<Contributor>[] = [
  { name: 'user', label: texts.user, cell: (row) => <UserCell user={row} />, file: USER_FIELDS },
  number('shares', keyOf.shares(), texts.shares, texts.sessionsMediaTogether),
  number('sharedSessions', keyOf.shares('session'), texts.sessions, texts.sessionsSharedInRange),
  number('sharedMedia', keyOf.shares('media'), texts.media, texts.mediaSharedInRange),
  number('likesReceived', keyOf.likesReceived, texts.likesReceived, texts.likesGivenInRange),
];

export const ContributorsFile = ({ stats: { topContributors, meta } }: { stats: CommunityStats }) => (
  <SaveButton
    what={texts.theTopContributors}
    name={[texts.topContributorsFile, dayIn(meta.timezone, meta.start)]}
    rows={() => tableRows(COLUMNS, topContributors)}
  />
);

export function TopContributors({ rows }: { rows: readonly Contributor[] }) {
  if (rows.length === 0) return <p className="panel p-4 text-ink-2">{texts.nobodySharedAnythingIn}</p>;
  return (
    <div className="panel overflow-clip">
      <DataTable
        label={texts.contributorTable}
        columns={COLUMNS}
        rows={rows}
        keyOf={({ userId }) => userId}
      />
    </div>
  );
}
