import { useNavigate, useSearch } from '@tanstack/react-router';
import { CalendarDays, Clock, Filter, Footprints, Grid3x3, RefreshCw, Split, Users } from 'lucide-react';
import * as texts from '#texts/explore.ts';
import { own } from '../../../catalogue/own.ts';
import { carried } from '../../data/url/range.ts';
import { compact, type Raw } from '../../data/url/search.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { whomSearch } from './whom.ts';

interface KindOfQuestion {
  readonly label: string;
  readonly Icon: typeof Filter;
  /** Asked about where the range is the usual one: of few weeks some questions tell little. */
  readonly period?: string;
}

/** The questions on offer; an address names one by `ask`, the first by nothing. */
const KINDS = {
  funnel: { label: texts.funnel, Icon: Filter },
  retention: { label: texts.retention, Icon: Grid3x3, period: '90days' },
  lifecycle: { label: texts.lifecycle, Icon: RefreshCw, period: '90days' },
  stickiness: { label: texts.stickiness, Icon: CalendarDays },
  firstUse: { label: texts.firstUse, Icon: Footprints, period: '90days' },
  rhythm: { label: texts.rhythm, Icon: Clock },
  people: { label: texts.people, Icon: Users },
  paths: { label: texts.paths, Icon: Split },
} as const satisfies Record<string, KindOfQuestion>;

export type Kind = keyof typeof KINDS;

/** Which question the address asks. */
export function useKind(): Kind {
  const { ask } = useSearch({ strict: false }) as { ask?: string };
  return ask !== undefined && own(KINDS, ask) ? (ask as Kind) : 'funnel';
}

/** Which question is asked. */
export function QuestionKind() {
  const navigate = useNavigate();
  const choose = (value: Kind) => {
    const next = (previous: Raw) => {
      const range = { ...carried(previous), ...compact(whomSearch(previous)) };
      const { period }: KindOfQuestion = KINDS[value];
      const usual = range.period === undefined && range.startDate === undefined;
      return { ...range, ...(usual && period && { period }), ...(value !== 'funnel' && { ask: value }) };
    };
    void navigate({ to: '.', search: next, resetScroll: false });
  };
  return (
    <p className="mb-3">
      <Segmented
        label={texts.question}
        value={useKind()}
        options={Object.entries(KINDS).map(([value, { label, Icon }]) => ({
          value: value as Kind,
          label,
          Icon,
        }))}
        onChange={choose}
      />
    </p>
  );
}
