import { useNavigate, useSearch } from '@tanstack/react-router';
import { Filter, Grid3x3 } from 'lucide-react';
import * as texts from '#texts/explore.ts';
import { carried } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { Segmented } from '../../ui/segmented.tsx';

const KINDS = [
  { value: 'funnel', label: texts.funnel, Icon: Filter },
  { value: 'retention', label: texts.retention, Icon: Grid3x3 },
] as const;

/** Which question is asked. */
export function QuestionKind() {
  const { ask } = useSearch({ strict: false }) as { ask?: string };
  const navigate = useNavigate();
  const choose = (value: (typeof KINDS)[number]['value']) => {
    const next = (previous: Raw) => {
      const range = carried(previous);
      if (value === 'funnel') return range;
      // A few weeks tell little of who comes back.
      const usual = range.period === undefined && range.startDate === undefined;
      return { ...range, ...(usual && { period: '90days' }), ask: value };
    };
    void navigate({ to: '.', search: next, resetScroll: false });
  };
  return (
    <p className="mb-3">
      <Segmented
        label={texts.question}
        value={ask === 'retention' ? ask : 'funnel'}
        options={KINDS}
        onChange={choose}
      />
    </p>
  );
}
