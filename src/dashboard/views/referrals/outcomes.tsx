import { useQuery } from '@tanstack/react-query';
import * as nouns from '#texts/nouns.ts';
import * as outcomes from '#texts/outcomes.ts';
import * as texts from '#texts/referrals.ts';
import { OUTCOME_STEPS, type OutcomeStep } from '../../../contract/families/platform/outcome-steps.ts';
import type {
  OutcomesBy,
  ReferralOutcome,
  ReferralOutcomes,
} from '../../../contract/families/platform/referral-outcomes.ts';
import { addressOf } from '../../data/address.ts';
import { referralsSearch } from '../../data/url/views.ts';
import { useAsk } from '../../data/use-ask.ts';
import { calendarDay, monthOf } from '../../format/date.ts';
import { exact, share, type Unit } from '../../format/number.ts';
import { OpensPeople } from '../../shell/people/opens-people.tsx';
import { OutcomeTools } from '../../shell/people/outcome-tools.tsx';
import { PeopleDrawer } from '../../shell/people/people-drawer.tsx';
import { keyIn, rowKey } from '../../shell/people/row-key.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Section } from '../../ui/section.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { UserCell } from '../../ui/user-cell.tsx';
import { CLOSED, outcomePeopleQuery, outcomesOf, outcomesQuery } from './outcomes-query.ts';

/** Lines that are shown before the rest is asked for: many codes brought one person each. */
const FIRST = 12;

/** One line: all who came so, or those of a key. */
interface Line extends ReferralOutcome {
  readonly came: 'referred' | 'otherwise';
  readonly key: string | undefined;
  readonly referrer?: ReferralOutcomes['rows'][number]['referrer'] | undefined;
}

/** Both kinds of people whole, then each key, with who came otherwise in the same time beside it. */
const linesOf = ({ referred, otherwise, rows }: ReferralOutcomes): Line[] => [
  { ...referred, came: 'referred', key: undefined },
  { ...otherwise, came: 'otherwise', key: undefined },
  ...rows.flatMap(({ otherwise: others, ...row }): Line[] => [
    { ...row, came: 'referred' },
    ...(others ? [{ ...others, came: 'otherwise', key: row.key } as const] : []),
  ]),
];

/** What became of people who signed up in the range: of those who were referred, and of all others. */
export function Outcomes() {
  const { search, ask } = useAsk(referralsSearch);
  const { data, isError, error, refetch, isPlaceholderData } = useQuery(outcomesOf(search));
  const by = search.outcomesBy ?? 'code';
  // What is shown until another grouping comes is told by the one before.
  const shownBy = (data?.meta.filters.by as OutcomesBy | undefined) ?? by;
  const { came = 'referred', step } = search;
  return (
    <Section
      title={texts.outcomes}
      note={search.within ? texts.outcomesNoteWithin : texts.outcomesNote}
      aside={
        <OutcomeTools
          by={by}
          groups={texts.outcomeGroups}
          onBy={(next) => ask({ ...CLOSED, outcomesBy: next === 'code' ? undefined : next })}
          within={search.within}
          onWithin={(within) => ask({ ...CLOSED, within })}
          href={addressOf('referralOutcomes', { ...outcomesQuery(search), format: 'csv' })}
          what={texts.outcomesFile}
        />
      }
    >
      {data ? (
        <div className={`transition-opacity ${isPlaceholderData ? 'opacity-60' : ''}`}>
          <DataTable
            className="panel"
            label={texts.outcomesTable}
            first={FIRST}
            columns={columnsOf(shownBy, data.currency, (line, opened) =>
              ask({
                came: line.came === 'otherwise' ? 'otherwise' : undefined,
                step: opened,
                key: rowKey(by, line.key),
              }),
            )}
            rows={linesOf(data)}
            keyOf={(line) => `${line.came} ${line.key}`}
          />
        </div>
      ) : isError ? (
        <ErrorState error={error} onRetry={() => refetch()} />
      ) : (
        <Skeleton className="h-80 w-full" />
      )}
      {step && (
        <PeopleDrawer
          endpoint="referralOutcomePeople"
          query={outcomePeopleQuery(search)}
          title={`${texts.outcomeSteps[step]}: ${nameOf({ came, key: keyIn(search.key), referrer: null }, by)}`}
          noun={nouns.people}
          onClose={() => ask(CLOSED)}
        />
      )}
    </Section>
  );
}

function nameOf({ came, key, referrer }: Pick<Line, 'came' | 'key' | 'referrer'>, by: OutcomesBy): string {
  if (key === undefined) return came === 'referred' ? texts.allReferred : texts.cameOtherwise;
  if (by === 'code') return key === '' ? texts.noCode : key;
  if (by === 'referrer') return referrer?.name ?? key;
  const when = by === 'week' ? outcomes.weekOf(calendarDay(key)) : monthOf(key);
  return came === 'referred' ? when : texts.otherwiseIn(when);
}

type Opens = (line: Line, step: OutcomeStep) => void;

function columnsOf(by: OutcomesBy, currency: string, open: Opens): Column<Line>[] {
  const money: Unit = { kind: 'money', currency };
  const stepColumn = (step: OutcomeStep): Column<Line> => ({
    name: step,
    label: texts.outcomeSteps[step],
    definition: texts.outcomeDefinitions[step],
    cell: (line) => (
      <>
        <OpensPeople
          count={line[step]}
          label={`${exact(line[step])} ${texts.outcomeSteps[step]}: ${nameOf(line, by)}`}
          onOpen={() => open(line, step)}
        >
          {exact(line[step])}
        </OpensPeople>
        {step === 'signedUp' && line.open > 0 && (
          <span className="ms-1.5 text-ink-3 max-lg:block max-lg:text-xs">
            {texts.stillOpen(exact(line.open))}
          </span>
        )}
        {step !== 'signedUp' && (
          <span className="ms-1.5 inline-block min-w-10 text-ink-3">
            {line.signedUp > 0 ? share(line[step], line.signedUp, []) : '–'}
          </span>
        )}
      </>
    ),
  });
  return [
    {
      name: 'who',
      label: texts.outcomeGroups[by],
      align: 'start',
      cell: (line) =>
        line.key !== undefined && by === 'referrer' && line.referrer ? (
          <UserCell user={line.referrer} />
        ) : (
          <span
            className={
              line.key === undefined
                ? 'font-medium'
                : line.came === 'otherwise'
                  ? 'text-ink-3'
                  : by === 'code'
                    ? 'font-mono text-xs'
                    : ''
            }
          >
            {nameOf(line, by)}
          </span>
        ),
    },
    ...OUTCOME_STEPS.map(stepColumn),
    {
      name: 'revenue',
      label: texts.revenue,
      definition: texts.outcomeDefinitions.revenue,
      cell: ({ revenue }) => exact(revenue, money),
    },
    {
      name: 'credits',
      label: texts.credits,
      definition: texts.outcomeDefinitions.credits,
      cell: ({ credits, came }) => (came === 'referred' ? exact(credits) : '–'),
    },
  ];
}
