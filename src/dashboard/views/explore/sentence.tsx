import type { ReactNode } from 'react';
import * as texts from '#texts/explore.ts';
import type { Step } from '../../../contract/steps.ts';
import { usePanel } from '../../data/panel-context.ts';
import { Options, Select } from '../../ui/select.tsx';
import { StepChoice } from './step-choice.tsx';
import { conditionIn, conditionText } from './steps.ts';

/** A question as a sentence with choices in it, a line each. */
export const Sentence = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-col gap-2.5 text-sm text-ink-2">{children}</div>
);

export const Line = ({ words, children }: { words: string; children: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-2">
    <span className="sm:w-40">{words}</span>
    {children}
  </div>
);

interface ConditionChoiceProps {
  readonly step: Step | null;
  readonly label: string;
  readonly onChange: (step: Step | null) => void;
}

/** What an activity has to be, or any. */
export const ConditionChoice = ({ step, label, onChange }: ConditionChoiceProps) => (
  <StepChoice
    step={step}
    n={1}
    label={label}
    onChange={onChange}
    anything={{ words: texts.anyActivity, onChoose: () => onChange(null) }}
  />
);

interface ActiveByProps {
  /** As the address has it; any activity where it has none. */
  readonly did: string | undefined;
  readonly onChange: (did: string | undefined) => void;
}

/** By what somebody counts as active. */
export function ActiveBy({ did, onChange }: ActiveByProps) {
  const { catalogue } = usePanel();
  return (
    <Line words={texts.activeWith}>
      <ConditionChoice
        step={conditionIn(did, catalogue)}
        label={texts.activeBy}
        onChange={(step) => onChange(conditionText(step))}
      />
    </Line>
  );
}

interface UnitChoiceProps {
  /** A week where the address names none. */
  readonly unit: 'day' | 'month' | undefined;
  readonly onChange: (unit: 'day' | 'month' | undefined) => void;
}

/** How long a period is. */
export const UnitChoice = ({ unit, onChange }: UnitChoiceProps) => (
  <Select
    aria-label={texts.intervalOf}
    value={unit ?? 'week'}
    onChange={({ target: { value } }) => onChange(value === 'day' || value === 'month' ? value : undefined)}
  >
    <Options of={texts.units} />
  </Select>
);

interface NumberChoiceProps {
  readonly label: string;
  readonly of: readonly number[];
  /** What is asked where the address has none. */
  readonly usual: number;
  readonly value: number | undefined;
  readonly words: (n: number) => string;
  readonly onChange: (n: number | undefined) => void;
}

/** One of a few numbers; one that only the address has stands among them. */
export const NumberChoice = ({ label, of, usual, value = usual, words, onChange }: NumberChoiceProps) => (
  <Select
    aria-label={label}
    value={value}
    onChange={({ target }) => {
      const n = Number(target.value);
      onChange(n === usual ? undefined : n);
    }}
  >
    {[...new Set([...of, value])]
      .sort((a, b) => a - b)
      .map((n) => (
        <option key={n} value={n}>
          {words(n)}
        </option>
      ))}
  </Select>
);
