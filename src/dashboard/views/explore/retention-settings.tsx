import type { ReactNode } from 'react';
import * as texts from '#texts/explore.ts';
import type { Step } from '../../../contract/steps.ts';
import { Check } from '../../ui/check.tsx';
import { Options, Select } from '../../ui/select.tsx';
import { NO_CELL, stepOrNothing, useRetention } from './retention-question.ts';
import { StepChoice } from './step-choice.tsx';

const PERIODS = [4, 8, 12, 26, 52];

/** Who comes back, as a sentence with choices in it. */
export function RetentionSettings() {
  const { search, start, back, ask } = useRetention();
  const change = (next: Parameters<typeof ask>[0]) => ask({ ...next, ...NO_CELL });
  const interval = search.interval ?? 'week';
  const periods = search.periods ?? 12;
  return (
    <div className="flex flex-col gap-2.5 text-sm text-ink-2">
      <Part words={texts.whoBegan}>
        <Choice
          step={start}
          label={texts.beginsWith}
          onChange={(step) => change({ start: stepOrNothing(step) })}
        />
        <Select
          aria-label={texts.beginsHow}
          value={search.begin ?? 'first'}
          onChange={({ target: { value } }) => change({ begin: value === 'any' ? value : undefined })}
        >
          <Options of={texts.begins} />
        </Select>
      </Part>
      <Part words={texts.cameBackWith}>
        <Choice
          step={back}
          label={texts.returnsWith}
          onChange={(step) => change({ return: stepOrNothing(step) })}
        />
        <Select
          aria-label={texts.returnsHow}
          value={search.mode ?? 'on'}
          onChange={({ target: { value } }) => change({ mode: value === 'by' ? value : undefined })}
        >
          <Options of={texts.modes} />
        </Select>
      </Part>
      <Part words={texts.inPeriodsOf}>
        <Select
          aria-label={texts.intervalOf}
          value={interval}
          onChange={({ target: { value } }) =>
            change({ interval: value === 'day' || value === 'month' ? value : undefined })
          }
        >
          <Options of={texts.units} />
        </Select>
        <Select
          aria-label={texts.howMany}
          value={periods}
          onChange={({ target: { value } }) =>
            change({ periods: value === '12' ? undefined : Number(value) })
          }
        >
          {[...new Set([...PERIODS, periods])]
            .sort((a, b) => a - b)
            .map((n) => (
              <option key={n} value={n}>
                {texts.soMany(n)}
              </option>
            ))}
        </Select>
        <Check
          label={texts.includeStaff}
          checked={search.internal === 'with'}
          onChange={(on) => change({ internal: on ? 'with' : undefined })}
        />
      </Part>
    </div>
  );
}

interface ChoiceProps {
  readonly step: Step | null;
  readonly label: string;
  readonly onChange: (step: Step | null) => void;
}

const Choice = ({ step, label, onChange }: ChoiceProps) => (
  <StepChoice
    step={step}
    n={1}
    label={label}
    onChange={onChange}
    anything={{ words: texts.anyActivity, onChoose: () => onChange(null) }}
  />
);

const Part = ({ words, children }: { words: string; children: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-2">
    <span className="sm:w-40">{words}</span>
    {children}
  </div>
);
