import * as texts from '#texts/rows.ts';
import { own } from '../../../catalogue/own.ts';
import { clock } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import type { FactRow } from '../../numbers/opened/fact-queries.ts';
import type { FactsName } from '../../numbers/opened/opened-facts.ts';
import { PersonLink } from './person-link.tsx';

const KINDS: Readonly<Record<string, string>> = {
  purchase: texts.purchase,
  subscription: texts.subscription,
  referral_reward: texts.referralReward,
  session: texts.session,
  media: texts.media,
};

interface FactProps {
  readonly fact: FactRow;
  readonly list: FactsName;
  readonly zone: string;
}

/** When, whose, what, and how much. */
export function Fact({ fact, list, zone }: FactProps) {
  const { amount, currency = '', credits = 0, ownerId, ownerName } = fact;
  return (
    <li className="flex items-center gap-3 px-4 py-1.5 text-sm">
      <time dateTime={fact.timestamp} className="w-10 shrink-0 text-xs text-ink-3">
        {clock(fact.timestamp, zone)}
      </time>
      {/* One under the other on a phone. */}
      <span className="min-w-0 flex-1 sm:flex sm:items-center sm:gap-3">
        <PersonLink userId={fact.userId} name={fact.name} className="block min-w-0 flex-1 truncate py-0.5" />
        <span className="block min-w-0 truncate text-xs text-ink-3 sm:max-w-1/2">
          {list === 'recentReferrals' ? texts.throughWhom : whatOf(fact)}
          {ownerId && (
            <>
              {list !== 'recentReferrals' && texts.ofWhom}
              <PersonLink userId={ownerId} name={ownerName} />
            </>
          )}
          {list === 'recentReferrals' && <span className="ms-2 font-mono">{fact.kind || texts.noCode}</span>}
        </span>
      </span>
      {amount !== undefined && (
        <span className={`w-24 shrink-0 text-end font-medium ${amount < 0 ? 'text-bad' : ''}`}>
          {exact(amount, { kind: 'money', currency })}
        </span>
      )}
      {list === 'recentReferrals' && (
        <span className="w-20 shrink-0 text-end font-medium">{texts.credits(credits, exact(credits))}</span>
      )}
    </li>
  );
}

function whatOf({ amount, kind }: FactRow): string {
  if (amount !== undefined && amount < 0) return texts.refund;
  return own(KINDS, kind ?? '') ?? kind ?? texts.unknownShare;
}
