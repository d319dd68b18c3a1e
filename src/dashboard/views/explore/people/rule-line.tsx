import * as texts from '#texts/explore-people.ts';
import { personNumbers } from '../../../../catalogue/person-numbers.ts';
import type { Limit } from '../../../../contract/person-filter.ts';
import type { RuleSpan } from '../../../../contract/rule-span.ts';
import type { Rule } from '../../../../contract/rules.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { personLabel } from '../../../numbers/people-words.ts';
import { Options, Select } from '../../../ui/select.tsx';
import { ConditionChoice } from '../sentence.tsx';
import { freshRule, kindOf, type RuleKind } from './question.ts';
import { SpanChoice } from './span-choice.tsx';
import { isCount, Typed } from './typed.tsx';

interface RuleLineProps<R extends Rule = Rule> {
  readonly rule: R;
  /** Its place, from 1. */
  readonly n: number;
  readonly onChange: (rule: Rule) => void;
}
type Of<Is extends Rule['is']> = RuleLineProps<Extract<Rule, { is: Is }>>;

/** A rule as a sentence with choices in it. */
export function RuleLine({ rule, n, onChange }: RuleLineProps) {
  const { catalogue } = usePanel();
  return (
    <>
      <Select
        aria-label={texts.ruleOf(n)}
        value={kindOf(rule)}
        onChange={({ target: { value } }) => onChange(freshRule(value as RuleKind, rule, catalogue))}
      >
        <Options of={texts.kinds} />
      </Select>
      <RuleParts rule={rule} n={n} onChange={onChange} />
    </>
  );
}

function RuleParts({ rule, n, onChange }: RuleLineProps) {
  const when = (without?: readonly ('ever' | 'days' | 'earlier' | 'before' | 'dates')[]) =>
    'span' in rule && (
      <SpanChoice
        span={rule.span}
        n={n}
        without={without ?? []}
        onChange={(span: RuleSpan) => onChange({ ...rule, span } as Rule)}
      />
    );
  switch (rule.is) {
    case 'did':
      return (
        <>
          <StepOf rule={rule} n={n} onChange={onChange} />
          {kindOf(rule) === 'did' && (
            <>
              <CountOf rule={rule} n={n} onChange={onChange} />
              <span>{texts.times}</span>
            </>
          )}
          {when()}
        </>
      );
    case 'first':
    case 'last':
      return (
        <>
          <StepOf rule={rule} n={n} onChange={onChange} />
          {when(['ever'])}
        </>
      );
    case 'number':
      return (
        <>
          <NumberOf rule={rule} n={n} onChange={onChange} />
          <CountOf rule={rule} n={n} onChange={onChange} />
          {when()}
        </>
      );
    case 'change':
      return (
        <>
          <NumberOf rule={rule} n={n} onChange={onChange} />
          <ChangeOf rule={rule} n={n} onChange={onChange} />
          {when(['ever', 'before', 'dates'])}
          <span>{texts.againstBefore}</span>
        </>
      );
    case 'joined':
      return when(['ever']);
    case 'role':
      return (
        <Typed
          kind="free"
          label={texts.rolesOf(n)}
          value={rule.roles.join(', ')}
          accepts={(text) => text.split(',').every((role) => role.trim() !== '')}
          onValue={(text) =>
            onChange({ ...rule, roles: [...new Set(text.split(',').map((role) => role.trim()))].sort() })
          }
        />
      );
    case 'referred':
      return <ReferredOf rule={rule} n={n} onChange={onChange} />;
    case 'internal':
      return (
        <Select
          aria-label={texts.whoOf(n)}
          value={String(rule.value)}
          onChange={({ target: { value } }) => onChange({ ...rule, value: value === 'true' })}
        >
          <Options of={texts.staff} />
        </Select>
      );
  }
}

const StepOf = ({ rule, n, onChange }: Of<'did' | 'first' | 'last'>) => (
  <ConditionChoice
    step={rule.step}
    label={texts.stepOf(n)}
    onChange={(step) => onChange({ ...rule, step } as Rule)}
  />
);

function NumberOf({ rule, n, onChange }: Of<'number' | 'change'>) {
  const { catalogue } = usePanel();
  const names = Object.fromEntries(
    personNumbers(catalogue).map((name) => [name, personLabel(name, catalogue)]),
  );
  return (
    <Select
      aria-label={texts.numberOf(n)}
      className="w-56 max-w-full"
      value={rule.of}
      onChange={({ target: { value } }) => onChange({ ...rule, of: value } as Rule)}
    >
      <Options of={names} />
    </Select>
  );
}

const CountOf = ({ rule, n, onChange }: Of<'did' | 'number'>) => (
  <>
    <Select
      aria-label={texts.limitOf(n)}
      value={rule.limit}
      onChange={({ target: { value } }) => onChange({ ...rule, limit: value as Limit } as Rule)}
    >
      <Options of={texts.limits} />
    </Select>
    <Typed
      label={texts.countOf(n)}
      value={String(rule.n)}
      accepts={isCount}
      onValue={(text) => onChange({ ...rule, n: Number(text) } as Rule)}
    />
  </>
);

function ChangeOf({ rule, n, onChange }: Of<'change'>) {
  const { change } = rule;
  const put = (next: Partial<typeof change>) => onChange({ ...rule, change: { ...change, ...next } });
  const most = change.percent && change.way === 'fell' ? 100 : 999_999;
  return (
    <>
      <Select
        aria-label={texts.wayOf(n)}
        value={change.way}
        onChange={({ target: { value } }) =>
          put({ way: value as 'fell' | 'rose', n: change.percent ? Math.min(change.n, 100) : change.n })
        }
      >
        <Options of={texts.ways} />
      </Select>
      <Typed
        label={texts.countOf(n)}
        value={String(change.n)}
        accepts={(text) => isCount(text) && Number(text) >= 1 && Number(text) <= most}
        onValue={(text) => put({ n: Number(text), limit: '>=' })}
      />
      <Select
        aria-label={texts.unitOf(n)}
        value={change.percent ? 'percent' : 'count'}
        onChange={({ target: { value } }) =>
          put({ percent: value === 'percent', n: value === 'percent' ? Math.min(change.n, 100) : change.n })
        }
      >
        <Options of={texts.units} />
      </Select>
    </>
  );
}

function ReferredOf({ rule, n, onChange }: Of<'referred'>) {
  const choose = (how: string) =>
    onChange(
      how === 'anybody' || how === 'nobody'
        ? { is: 'referred', how }
        : { is: 'referred', how: how as 'code' | 'by', value: 'value' in rule ? rule.value : '?' },
    );
  return (
    <>
      <Select
        aria-label={texts.whoOf(n)}
        value={rule.how}
        onChange={({ target: { value } }) => choose(value)}
      >
        <Options of={texts.referrers} />
      </Select>
      {'value' in rule && (
        <Typed
          kind="free"
          label={texts.referrers[rule.how]}
          value={rule.value}
          accepts={(text) => text !== ''}
          onValue={(value) => onChange({ ...rule, value })}
        />
      )}
    </>
  );
}
