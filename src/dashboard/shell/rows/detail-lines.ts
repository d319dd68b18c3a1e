import * as texts from '#texts/rows.ts';
import { own } from '../../../catalogue/own.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { exact } from '../../format/number.ts';
import { bytes } from '../../format/size.ts';
import { capital, wordsOf } from '../../numbers/groupings.ts';

export interface DetailLine {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** As it was sent, where a label stands for it. */
  readonly sent?: string;
  /** It is the id of a user. */
  readonly person?: true;
  /** A bare number: without its label it says nothing. */
  readonly bare?: true;
}

/** Numbers of bytes are told by their names, such as `sizeBytes`. */
const BYTES = /_?bytes$/i;

const worded = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((v) => typeof v !== 'object')) return value.join(', ');
  return JSON.stringify(value) ?? '';
};

/** An activity's details, whatever JSON they are, as the catalogue calls them: names, and values that it declares. */
export function detailLines(details: unknown, c: PanelCatalogue): DetailLine[] {
  if (details === null || details === undefined) return [];
  if (typeof details !== 'object' || Array.isArray(details))
    return [{ name: 'details', label: texts.details, value: worded(details) }];
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => {
      const breakdown = own(c.breakdowns, name);
      if (typeof value === 'number' && !breakdown) return numberLine(name, value);
      const sent = worded(value);
      const label = breakdown?.label ?? capital(wordsOf(name));
      const called = breakdown && own(breakdown.values, sent);
      if (called !== undefined && called !== sent) return { name, label, value: called, sent };
      return { name, label, value: sent, ...(c.persons.includes(name) && { person: true as const }) };
    });
}

function numberLine(name: string, value: number): DetailLine {
  const sent = String(value);
  const size = BYTES.test(name) && value >= 0;
  const shown = size ? bytes(value) : exact(value);
  const label = capital(wordsOf(size ? name.replace(BYTES, '') || name : name));
  return {
    name,
    label,
    value: shown,
    ...(shown !== sent && { sent }),
    ...(!size && { bare: true as const }),
  };
}

/** A line's worth of them; ids are for those who open it. */
export const previewOf = (lines: readonly DetailLine[]): string =>
  lines
    .filter(({ name, person }) => !person && !/id$/i.test(name))
    .map(({ label, value, bare }) => (bare ? `${label} ${value}` : value))
    .join(' · ');
