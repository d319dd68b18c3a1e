import * as texts from '#texts/explore-people.ts';
import type { RuleSpan } from '../../../../contract/rule-span.ts';
import { Options, Select } from '../../../ui/select.tsx';
import { isDays, Typed } from './typed.tsx';

type SpanKind = keyof typeof texts.spans;

const kindOf = (span: RuleSpan): SpanKind => (span.is === 'days' && span.until > 0 ? 'earlier' : span.is);

function freshSpan(kind: SpanKind, days: number): RuleSpan {
  switch (kind) {
    case 'ever':
      return { is: 'ever' };
    case 'days':
      return { is: 'days', from: days, until: 0 };
    case 'earlier':
      return { is: 'days', from: days * 2, until: days };
    case 'before':
      return { is: 'before', days };
    case 'dates': {
      const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
      return { is: 'dates', first: day(days), last: day(0) };
    }
  }
}

interface SpanChoiceProps {
  readonly span: RuleSpan;
  /** Place of its rule, from 1. */
  readonly n: number;
  /** Times that make no sense here. */
  readonly without?: readonly SpanKind[];
  readonly onChange: (span: RuleSpan) => void;
}

/** When something was: the last days, so that it moves with today, or dates. */
export function SpanChoice({ span, n, without = [], onChange }: SpanChoiceProps) {
  const kind = kindOf(span);
  const days = span.is === 'days' ? span.from - span.until : span.is === 'before' ? span.days : 30;
  const kinds = Object.fromEntries(
    Object.entries(texts.spans).filter(([name]) => !without.includes(name as SpanKind)),
  );
  const daysAgo = (label: string, value: number, to: (days: number) => RuleSpan, fits = isDays) => (
    <Typed
      label={label}
      value={String(value)}
      accepts={fits}
      onValue={(text) => onChange(to(Number(text)))}
    />
  );
  return (
    <>
      <Select
        aria-label={texts.whenOf(n)}
        value={kind}
        onChange={({ target: { value } }) => onChange(freshSpan(value as SpanKind, days))}
      >
        <Options of={kinds} />
      </Select>
      {span.is === 'days' && span.until === 0 && (
        <>
          {daysAgo(texts.daysOf(n), span.from, (from) => ({ ...span, from }))} <span>{texts.days}</span>
        </>
      )}
      {span.is === 'days' && span.until > 0 && (
        <>
          {daysAgo(
            texts.fromDaysOf(n),
            span.from,
            (from) => ({ ...span, from }),
            (text) => isDays(text) && Number(text) > span.until,
          )}
          <span>{texts.until}</span>
          {daysAgo(
            texts.untilDaysOf(n),
            span.until,
            (until) => ({ ...span, until }),
            (text) => isDays(text) && Number(text) < span.from,
          )}
          <span>{texts.daysAgo}</span>
        </>
      )}
      {span.is === 'before' && (
        <>
          {daysAgo(texts.daysOf(n), span.days, (days) => ({ ...span, days }))} <span>{texts.daysAgo}</span>
        </>
      )}
      {span.is === 'dates' && (
        <>
          <Typed
            kind="date"
            label={texts.firstDayOf(n)}
            value={span.first ?? ''}
            accepts={(text) => (text === '' ? span.last !== null : span.last === null || text <= span.last)}
            onValue={(first) => onChange({ ...span, first: first || null })}
          />
          <span>{texts.to}</span>
          <Typed
            kind="date"
            label={texts.lastDayOf(n)}
            value={span.last ?? ''}
            accepts={(text) =>
              text === '' ? span.first !== null : span.first === null || text >= span.first
            }
            onValue={(last) => onChange({ ...span, last: last || null })}
          />
        </>
      )}
    </>
  );
}
