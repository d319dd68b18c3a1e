import { own } from '../../../catalogue/own.ts';
import { WHY_METRICS } from '../../../contract/families/explore/why-numbers.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { numberOf } from '../numbers.ts';
import { openedBy } from './opened.ts';
import type { Opens } from './opens.ts';

/** Why some number changed, as an address names it. */
export interface AskedWhy {
  readonly label: string;
  readonly number: string;
  /** Of that part of activity alone. */
  readonly filter: Readonly<Record<string, string>>;
  /** Key of the number whose rows its parts open, or whose people where it counts no rows. */
  readonly of: string;
}

const WHY = 'why.';
const USERS = 'users';

const peopleKey = (number: string) => `people.${number}`;

/** What asks why a number changed; null for one of which it isn't told. */
export function whyKeyOf(opens: Opens | undefined, c: PanelCatalogue): string | null {
  if (!opens || opens.since || opens.until) return null;
  const key =
    opens.kind === 'rows' ? `${WHY}${opens.of}` : `${WHY}${USERS}${opens.joined ? `.${opens.joined}` : ''}`;
  const isOfOne = opens.kind === 'rows' && opens.who !== undefined;
  return !isOfOne && askedWhy(key, c) ? key : null;
}

export function askedWhy(key: string, c: PanelCatalogue): AskedWhy | null {
  if (!key.startsWith(WHY)) return null;
  const of = key.slice(WHY.length);
  const [kind = '', name = '', ...rest] = of.split('.');
  if (kind === USERS) {
    const number = name === '' ? 'activeUsers' : name === 'range' ? 'newUsers' : null;
    return number && { label: numberOf(number, c).label, number, filter: {}, of: peopleKey(number) };
  }
  const opened = openedBy(of, c);
  const label = opened?.label ?? own(c.counters, name)?.label;
  if (label === undefined) return null;
  const told = (number: string, filter = {}) => ({
    label,
    number,
    filter,
    of: opened ? of : peopleKey(name),
  });
  switch (kind) {
    case 'activities':
    case 'totalActivity':
      return told(kind);
    case 'allCaptions':
      return told('totalCaptions');
    case 'feature':
    case 'action':
      return told('activities', { [kind]: name });
    case 'by':
      return told('activities', { [name]: rest.join('.') });
    case 'counter':
      return told(name);
    case 'metric':
      return WHY_METRICS.some((metric) => metric === name) ? told(name) : null;
    default:
      return null;
  }
}
