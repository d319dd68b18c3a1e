import type { CatalogueInput } from '../../../catalogue/index.ts';
import type { Why, WhySplit } from '../../../contract/index.ts';
import { OF_SEGMENT } from './traits.ts';

/** What all other parts of a dimension are called. */
const OTHERS: Readonly<Record<string, string>> = {
  feature: 'all other features',
  action: 'all other actions',
  hour: 'all other hours',
  weekday: 'all other weekdays',
  account: 'everybody else',
  referralCode: 'everybody else',
  user: 'everybody else',
  paid: 'everybody else',
  mostUsed: 'everybody else',
};

/**
 * What explains a difference, with its numbers.
 *
 * @example "Smart captions −412 of −430; all other features −18."
 */
export function sentenceOf(
  c: Pick<CatalogueInput, 'breakdowns'>,
  { difference, usual, splits }: Pick<Why, 'splits' | 'usual'> & { difference: number },
): string {
  const [first] = splits;
  if (first?.explains) return causeIn(c, first, difference);
  if (difference === 0)
    return 'Nothing in particular: both are the same, and so are their parts, as far as they usually are.';
  if (usual === null) return 'Nothing in particular: all parts share in it.';
  return Math.abs(difference) <= usual
    ? `Nothing in particular: a difference of up to ${plain(usual)} either way is usual.`
    : `Nothing in particular: ${signed(difference)} is more than usual, and all parts share in it.`;
}

function causeIn(
  c: Pick<CatalogueInput, 'breakdowns'>,
  { dimension, parts }: WhySplit,
  difference: number,
): string {
  const named = parts.filter((part) => part.named);
  const told = named.map(({ label, difference: own }) => `${label} ${signed(own!)}`);
  const carried = named.reduce((sum, part) => sum + part.difference!, 0);
  const others =
    OTHERS[dimension] ??
    (dimension.startsWith(OF_SEGMENT)
      ? 'everybody else'
      : `all else by ${c.breakdowns[dimension]?.label.toLowerCase() ?? dimension}`);
  return `${listed(told)} of ${signed(difference)}; ${others} ${signed(difference - carried)}.`;
}

const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;

const plain = (n: number) => n.toLocaleString('en');
/** With a true minus sign, as in a sentence. */
const signed = (n: number) => (n > 0 ? `+${plain(n)}` : n < 0 ? `−${plain(-n)}` : '±0');
