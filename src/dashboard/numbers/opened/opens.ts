import type * as texts from '#texts/numbers.ts';
import { own } from '../../../catalogue/own.ts';
/** Where a number leads: to the rows that it counts, over the page, or to a list on a page of its own. */
export type Opens =
  | {
      readonly kind: 'rows';
      /** Key of the number; see opened.ts. */
      readonly of: string;
      readonly who?: string | undefined;
      readonly since?: string | undefined;
      readonly until?: string | undefined;
      readonly shown?: 'people' | undefined;
    }
  /** The user table: who was active, who joined in the range, or everybody there was at its end. */
  | ({ readonly kind: 'users'; readonly joined?: 'range' | 'ever' } & Part)
  /** The list of referrals: those of the range, or each referred user once. */
  | ({ readonly kind: 'referrals'; readonly referees?: 'all' | 'active' } & Part);

/** A part of the range alone; the end is exclusive. */
interface Part {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** The same within a bucket of the chart; of a stock, all that there was at its end. */
export const openedIn = <Opened extends Opens>(
  opens: Opened,
  { start, end }: { start: string; end: string },
  stock = false,
): Opened => ({
  ...opens,
  since: stock && opens.kind === 'rows' ? undefined : start,
  until: end,
});

export type ListKind = keyof typeof texts.lists;

/** What its list holds. */
export const listKind = (opens: Opens): ListKind =>
  opens.kind === 'rows' ? (own(FACTS, opens.of.split('.')[0] ?? '') ?? 'activities') : opens.kind;

const FACTS = { payments: 'transactions', shares: 'shares', likes: 'likes', likesReceived: 'likes' } as const;
