import * as texts from '#texts/people.ts';
import { OF_FACTS, OF_FEATURE, PERSON_FACTS } from '../../../../catalogue/person-numbers.ts';
import type { PanelCatalogue } from '../../../../contract/families/panel/index.ts';
import { personLabel } from '../../../numbers/people-words.ts';

/** What a condition's value is typed as. */
export type ValueKind = 'number' | 'percent' | 'days' | 'date';

/** One way to narrow, as it is read, and as an address has it: `before` and `after` stand around the value. */
export interface Choice {
  readonly way: string;
  readonly label: string;
  readonly value: ValueKind | null;
  /** What stands in the field at first. */
  readonly usual: string;
  readonly before: string;
  readonly after?: string;
}

const number = (way: string, label: string): Choice => ({
  way,
  label,
  value: 'number',
  usual: '1',
  before: way,
});
const changed = (way: 'fell' | 'rose'): Choice => ({
  way,
  label: texts.choices[way],
  value: 'percent',
  usual: '50',
  before: `${way}>=`,
  after: '%',
});
const fixed = (way: string, label: string, text = way): Choice => ({
  way,
  label,
  value: null,
  usual: '',
  before: text,
});

const NUMBERS: readonly Choice[] = [
  number('>=', texts.choices.atLeast),
  number('>', texts.choices.moreThan),
  number('<=', texts.choices.atMost),
  fixed('zero', texts.choices.zero, '0'),
  number('=', texts.choices.exactly),
  changed('fell'),
  fixed('gone', texts.fellToZero, 'fell>=100%'),
  changed('rose'),
];

const days = (way: 'within' | 'over', label: string): Choice => ({
  way,
  label,
  value: 'days',
  usual: '30',
  before: `${way}:`,
  after: 'days',
});
const day = (way: 'before' | 'after', label: string): Choice => ({
  way,
  label,
  value: 'date',
  usual: '',
  before: `${way}:`,
});
const WHEN: readonly Choice[] = [
  days('within', texts.choices.within),
  days('over', texts.choices.over),
  day('before', texts.choices.before),
  day('after', texts.choices.after),
];

const OTHERS: Readonly<Record<string, readonly Choice[]>> = {
  lastSeen: [...WHEN, fixed('never', texts.never)],
  joined: [...WHEN, fixed('range', texts.inTheRange)],
  internal: [fixed('false', texts.internalLeftOut), fixed('true', texts.internalOnly)],
};

/** The ways to narrow by something. */
export const choicesFor = (of: string): readonly Choice[] =>
  Object.hasOwn(OTHERS, of) ? OTHERS[of]! : NUMBERS;

/** A choice with its value, as an address has it. */
export const textOf = ({ before, after = '', value }: Choice, typed: string): string =>
  value === null ? before : `${before}${typed.trim().replace(/\s*%$/, '')}${after}`;

/** All that people can be narrowed by, in groups. */
export function subjectsOf(c: PanelCatalogue) {
  const groups: readonly (readonly [string, readonly string[]])[] = [
    [texts.groups.person, ['lastSeen', 'joined', 'internal']],
    [texts.groups.range, ['activities', 'totalActivity', ...Object.keys(c.counters)]],
    [texts.groups.features, Object.keys(c.features).map((name) => `${OF_FEATURE}${name}`)],
    [texts.groups.platform, PERSON_FACTS.map((name) => `${OF_FACTS}${name}`)],
  ];
  return groups.map(([group, names]) => ({
    group,
    subjects: names.map((name) => ({ name, label: personLabel(name, c) })),
  }));
}
