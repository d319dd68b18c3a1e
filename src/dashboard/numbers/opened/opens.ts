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
      readonly asOf?: string | undefined;
      readonly shown?: 'people' | undefined;
    }
  /** The user table: who was active, who joined in the range, or everybody there was at its end. */
  | {
      readonly kind: 'users';
      readonly joined?: 'range' | 'ever';
      /** A part of the range alone; the end is exclusive. */
      readonly since?: string | undefined;
      readonly until?: string | undefined;
    };

/** The people behind what it opens; null where that is a list of people, or of another kind. */
export const byWhom = (opens: Opens): Opens | null =>
  opens.kind === 'rows' && !opens.shown ? { ...opens, shown: 'people' } : null;

interface Shown {
  /** What there was at each bucket's end is shown. */
  readonly stock: boolean;
  /** The range of the chart. */
  readonly meta: { readonly end: string };
}

/** The same within a bucket of the chart; of a stock, all that there was at its end. */
export function openedIn<Opened extends Opens>(
  opens: Opened,
  { start, end }: { start: string; end: string },
  { stock, meta }: Shown,
): Opened {
  const bucket = { ...opens, since: stock && opens.kind === 'rows' ? undefined : start, until: end };
  const kind = listKind(opens);
  // A bucket counts what stands at the end of the chart.
  return kind === 'shares' || kind === 'likes' ? { ...bucket, asOf: meta.end } : bucket;
}

export type ListKind = keyof typeof texts.lists;

/** What its list holds. */
export const listKind = (opens: Opens): ListKind =>
  opens.kind === 'rows' ? (own(FACTS, opens.of.split('.')[0] ?? '') ?? 'activities') : opens.kind;

const FACTS = {
  payments: 'transactions',
  credits: 'transactions',
  shares: 'shares',
  likes: 'likes',
  likesReceived: 'likes',
  referrals: 'referrals',
} as const;
