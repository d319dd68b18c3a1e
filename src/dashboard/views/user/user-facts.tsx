import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import * as texts from '#texts/one-user.ts';
import { own } from '../../../catalogue/own.ts';
import type { UserFacts as Facts } from '../../../contract/families/platform/user-facts.ts';
import { date } from '../../format/date.ts';
import { COUNT, exact, human, type Unit } from '../../format/number.ts';
import { keyOf } from '../../numbers/opened/keys.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { PersonLink } from '../../shell/rows/person-link.tsx';
import { Section } from '../../ui/section.tsx';
import { userFactsQuery } from './user-queries.ts';

interface Line {
  readonly label: string;
  readonly value: number;
  readonly unit?: Unit;
  /** How many rows its list has, where it is another number. */
  readonly count?: number;
  /** Key of the list behind it. */
  readonly opens?: string;
  readonly note?: string;
  readonly lastAt: string | null;
}

/** What the platform tells of a user in their whole life; nothing where it tells nothing. */
export function UserFacts({ userId, zone }: { userId: string; zone: string }) {
  const { data } = useQuery(userFactsQuery(userId));
  if (!data) return null;
  const lines = linesOf(data).filter(({ value, count = value }) => count !== 0);
  if (lines.length === 0 && !data.referredBy) return null;
  return (
    <Section title={texts.facts} note={texts.everNote} className="mt-7">
      <dl className="panel grid grid-cols-1 gap-x-8 px-4 py-1 sm:grid-cols-2 sm:px-5 lg:grid-cols-3">
        {data.referredBy && (
          <Row
            label={texts.referredBy}
            note={notes(
              data.referredBy.code && texts.withCode(data.referredBy.code),
              date(data.referredBy.timestamp, zone),
            )}
          >
            <PersonLink
              userId={data.referredBy.userId}
              name={data.referredBy.name ?? data.referredBy.email}
            />
          </Row>
        )}
        {lines.map(({ label, value, unit = COUNT, count = value, opens, note, lastAt }) => (
          <Row
            key={label + unit.kind + ('currency' in unit ? unit.currency : '')}
            label={label}
            note={notes(note, lastAt && texts.lastOn(date(lastAt, zone)))}
          >
            <span title={exact(value, unit)}>
              {opens ? (
                <RowsLink
                  of={opens}
                  count={count}
                  who={userId}
                  until={data.meta.computedAt}
                  label={`${label}: ${exact(value, unit)}`}
                >
                  {human(value, unit)}
                </RowsLink>
              ) : (
                human(value, unit)
              )}
            </span>
          </Row>
        ))}
      </dl>
    </Section>
  );
}

const notes = (...some: (string | null | undefined)[]) => some.filter(Boolean).join(' · ');

function Row({ label, note, children }: { label: string; note: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-2">
      <dt className="min-w-0 text-sm text-ink-2">
        {label}
        {note && <span className="block text-xs text-ink-3">{note}</span>}
      </dt>
      <dd className="min-w-0 text-end font-medium wrap-anywhere">{children}</dd>
    </div>
  );
}

function linesOf({ payments, referrals, shares, likesGiven, likesReceived }: Facts): Line[] {
  const credits = payments.reduce((sum, each) => sum + each.credits, 0);
  return [
    ...payments.map(({ kind, currency, amount, count, lastAt }) => ({
      label: own(texts.payments, kind) ?? kind,
      value: amount,
      unit: { kind: 'money', currency } as const,
      count,
      opens: keyOf.payments(kind, currency),
      note: texts.timesPaid(exact(count), count === 1),
      lastAt,
    })),
    {
      label: texts.credits,
      value: credits,
      count: payments.reduce((sum, each) => sum + each.count, 0),
      opens: keyOf.credits,
      lastAt: null,
    },
    {
      label: texts.referralsMade,
      value: referrals.count,
      opens: keyOf.referrals(),
      note: referrals.credits > 0 ? texts.creditsFor(exact(referrals.credits)) : '',
      lastAt: referrals.lastAt,
    },
    ...shares.map(({ kind, count, lastAt }) => ({
      label: texts.shares[kind],
      value: count,
      opens: keyOf.shares(kind),
      lastAt,
    })),
    { label: texts.likesGiven, value: likesGiven.count, opens: keyOf.likes, lastAt: likesGiven.lastAt },
    {
      label: texts.likesReceived,
      value: likesReceived.count,
      opens: keyOf.likesReceived,
      lastAt: likesReceived.lastAt,
    },
  ];
}
