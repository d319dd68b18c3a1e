import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import * as texts from '#texts/community.ts';
import * as outcomes from '#texts/outcomes.ts';
import type { LikeOutcomes, LikesBy } from '../../../contract/families/platform/like-outcomes.ts';
import type { LikerStep } from '../../../contract/families/platform/liker-steps.ts';
import { addressOf } from '../../data/address.ts';
import { communitySearch } from '../../data/url/community.ts';
import { useAsk } from '../../data/use-ask.ts';
import { calendarDay, monthOf } from '../../format/date.ts';
import { duration } from '../../format/duration.ts';
import { exact, share } from '../../format/number.ts';
import { keyOf } from '../../numbers/opened/keys.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { OpensPeople } from '../../shell/people/opens-people.tsx';
import { OutcomeTools } from '../../shell/people/outcome-tools.tsx';
import { keyIn, rowKey } from '../../shell/people/row-key.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Section } from '../../ui/section.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { UserCell } from '../../ui/user-cell.tsx';
import { LikerPeople } from './liker-people.tsx';
import { CLOSED, likersOf, likersQuery } from './likers-query.ts';

/** Lines that are shown before the rest is asked for. */
const FIRST = 12;

type Row = LikeOutcomes['rows'][number];
type Counts = Omit<Row, 'key' | 'owner'> & { readonly likers?: number };
type Items = 'shared' | 'liked';

/** From what was shared to who liked it for the first time, and to the first that they made themselves. */
export function Likers() {
  const { search, ask } = useAsk(communitySearch);
  const { data, isError, error, refetch, isPlaceholderData } = useQuery(likersOf(search));
  const by = search.likesBy ?? 'kind';
  // What is shown until another grouping comes is told by the one before.
  const shownBy = (data?.meta.filters.by as LikesBy | undefined) ?? by;
  const open = (step: LikerStep, key?: string) => ask({ liker: step, key: rowKey(by, key) });
  return (
    <Section
      title={texts.fromLike}
      note={search.within ? texts.fromLikeNoteWithin : texts.fromLikeNote}
      aside={
        <OutcomeTools
          by={by}
          groups={texts.likeGroups}
          onBy={(next) => ask({ ...CLOSED, likesBy: next === 'kind' ? undefined : next })}
          within={search.within}
          onWithin={(within) => ask({ ...CLOSED, within })}
          href={addressOf('likeOutcomes', { ...likersQuery(search), format: 'csv' })}
          what={texts.fromLikeFile}
        />
      }
    >
      {data ? (
        <div className={`space-y-3 transition-opacity ${isPlaceholderData ? 'opacity-60' : ''}`}>
          <Total data={data} onOpen={open} />
          <DataTable
            className="panel"
            label={texts.fromLikeTable}
            first={FIRST}
            columns={columnsOf(shownBy, data, open)}
            rows={data.rows}
            keyOf={({ key }) => key}
          />
        </div>
      ) : isError ? (
        <ErrorState error={error} onRetry={() => refetch()} />
      ) : (
        <Skeleton className="h-80 w-full" />
      )}
      {search.liker && (
        <LikerPeople
          search={search}
          title={titleOf(search.liker, by, keyIn(search.key), data)}
          onClose={() => ask(CLOSED)}
        />
      )}
    </Section>
  );
}

function titleOf(step: LikerStep, by: LikesBy, key: string | undefined, data: LikeOutcomes | undefined) {
  if (key === undefined) return texts.likeCounts[step];
  const row = data?.rows.find((each) => each.key === key) ?? { key, owner: null };
  return `${texts.likeCounts[step]}: ${nameOf(row, by)}`;
}

function nameOf({ key, owner }: Pick<Row, 'key' | 'owner'>, by: LikesBy): string {
  if (by === 'week') return outcomes.weekOf(calendarDay(key));
  if (by === 'month') return monthOf(key);
  if (key === '') return texts.unknownShare;
  if (by === 'owner') return owner?.name ?? key;
  return key === 'session' ? texts.sessions : texts.media;
}

const ITEMS = ['shared', 'liked'] as const;
/** In the order in which people come from one to the next; who didn't is told where there is a time for it. */
const stepsOf = ({ meta }: LikeOutcomes) =>
  (['firstLikers', 'newcomers', 'created', 'open', 'left'] as const).filter(
    (step) => step !== 'left' || meta.filters.within !== undefined,
  );

interface TotalProps {
  readonly data: LikeOutcomes;
  readonly onOpen: (step: LikerStep) => void;
}

function Total({ data, onOpen }: TotalProps) {
  const number = (name: keyof typeof texts.likeCounts, value: ReactNode) => (
    <div key={name} title={texts.likeDefinitions[name]}>
      <dt className="text-xs text-ink-3">{texts.likeCounts[name]}</dt>
      <dd className="text-xl font-semibold tabular-nums">{value}</dd>
    </div>
  );
  return (
    <dl
      className="panel grid grid-cols-2 gap-x-6 gap-y-3 p-4 sm:flex sm:flex-wrap sm:gap-x-8"
      data-tint="features"
    >
      {ITEMS.map((name) =>
        number(name, <ItemsLink name={name} counts={data} label={labelOf(name, data[name])} />),
      )}
      {(['likers', ...stepsOf(data)] as const).map((step) =>
        number(
          step,
          <StepLink
            step={step}
            counts={data}
            label={labelOf(step, data[step])}
            onOpen={() => onOpen(step)}
          />,
        ),
      )}
      {number('median', tookOf(data))}
    </dl>
  );
}

/** What a number is called where its text alone doesn't say. */
const labelOf = (name: keyof typeof texts.likeCounts, n: number, of?: string) =>
  `${exact(n)} ${texts.likeCounts[name]}${of === undefined ? '' : `: ${of}`}`;

const tookOf = ({ median }: Pick<Counts, 'median'>) => (median === null ? '–' : duration(median));

interface ItemsLinkProps {
  readonly name: Items;
  readonly counts: Counts;
  readonly label?: string;
  /** Of which row; null where no list has it. */
  readonly of?: {
    kind?: 'session' | 'media';
    who?: string;
    since?: string;
    until?: string;
    asOf?: string;
  } | null;
}

/** How much was shared, or liked, as the list of it. */
function ItemsLink({ name, counts, label, of = {} }: ItemsLinkProps) {
  const { kind, ...narrowed } = of ?? {};
  return (
    <RowsLink
      of={name === 'liked' ? keyOf.likedShares(kind) : keyOf.shares(kind)}
      count={of ? counts[name] : null}
      label={label}
      {...narrowed}
    >
      {exact(counts[name])}
    </RowsLink>
  );
}

interface StepLinkProps {
  readonly step: LikerStep;
  readonly counts: Counts;
  readonly label?: string;
  readonly onOpen: () => void;
}

function StepLink({ step, counts, label, onOpen }: StepLinkProps) {
  const count = counts[step] ?? 0;
  return (
    <OpensPeople count={count} onOpen={onOpen} {...(label !== undefined && { label })}>
      {exact(count)}
    </OpensPeople>
  );
}

/** Under which a list holds what was shared in a row. */
function sharesOf(row: Row, by: LikesBy, { rows, meta }: LikeOutcomes): ItemsLinkProps['of'] {
  const { key } = row;
  if (key === '') return null;
  if (by === 'owner') return { who: key };
  if (by === 'kind') return { kind: key as 'session' | 'media' };
  const next = rows[rows.indexOf(row) + 1]?.key;
  return {
    since: rows[0] === row ? meta.start : key,
    until: next ? dayBefore(next) : meta.end,
    asOf: meta.end,
  };
}

const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 1).toISOString().slice(0, 10);

function columnsOf(
  by: LikesBy,
  data: LikeOutcomes,
  open: (step: LikerStep, key: string) => void,
): Column<Row>[] {
  const column = (name: keyof typeof texts.likeCounts, cell: Column<Row>['cell']): Column<Row> => ({
    name,
    label: texts.likeCounts[name],
    definition: texts.likeDefinitions[name],
    cell,
  });
  return [
    {
      name: 'who',
      label: texts.likeGroups[by],
      align: 'start',
      cell: (row) =>
        by === 'owner' && row.owner ? (
          <UserCell user={row.owner} />
        ) : (
          <span className={row.key === '' ? 'text-ink-3' : ''}>{nameOf(row, by)}</span>
        ),
    },
    ...ITEMS.map((name) =>
      column(name, (row) => (
        <ItemsLink
          name={name}
          counts={row}
          label={labelOf(name, row[name], nameOf(row, by))}
          of={sharesOf(row, by, data)}
        />
      )),
    ),
    ...stepsOf(data).map((step) =>
      column(step, (row) => (
        <>
          <StepLink
            step={step}
            counts={row}
            label={labelOf(step, row[step], nameOf(row, by))}
            onOpen={() => open(step, row.key)}
          />
          {step === 'created' && (
            <span className="ms-1.5 inline-block min-w-10 text-ink-3">
              {row.newcomers > 0 ? share(row.created, row.newcomers, []) : '–'}
            </span>
          )}
        </>
      )),
    ),
    column('median', tookOf),
  ];
}
