import type { ReactNode } from 'react';
import * as texts from '#texts/reports.ts';
import { usePanel } from '../../data/panel-context.ts';
import { STEPS } from '../../data/url/reports.ts';
import { groupingsOf } from '../../numbers/groupings.ts';
import { Check } from '../../ui/check.tsx';
import { OneStop } from '../../ui/one-stop.tsx';
import { Select } from '../../ui/select.tsx';
import { AddFilter } from './add-filter.tsx';
import { FilterChips } from './filter-chips.tsx';
import { useQuestion } from './question.ts';

/** The question as a sentence with choices in it: activities, by what, and of what alone. */
export function QuestionBar() {
  const { catalogue } = usePanel();
  const { question, ask } = useQuestion();
  const { by, search } = question;
  const [first, second] = by;
  const groupings = groupingsOf(catalogue);
  const choose = (names: readonly (string | undefined)[]) => {
    const chosen = [...new Set(names.filter(Boolean))];
    const days = chosen.includes('day');
    ask({ by: chosen.join(',') || undefined, ...(days ? {} : { interval: undefined }) });
  };
  return (
    <section aria-label={texts.question} className="panel mb-6 p-4">
      <OneStop label={texts.question} className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-2 text-base text-ink-2">
          <Part words={<span className="font-medium text-ink">{texts.activitiesBy}</span>}>
            <Select
              aria-label={texts.groupedBy}
              className="w-36"
              value={first ?? ''}
              onChange={(e) => choose([e.target.value, second])}
            >
              {first === undefined && <option value="">{texts.choose}</option>}
              {groupings.map(({ name, label }) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </Select>
          </Part>
          <Part words={texts.and}>
            <Select
              aria-label={texts.andBy}
              className="w-36"
              value={second ?? ''}
              disabled={first === undefined}
              onChange={(e) => choose([first, e.target.value])}
            >
              <option value="">{texts.nothingElse}</option>
              {groupings
                .filter(({ name }) => name !== first)
                .map(({ name, label }) => (
                  <option key={name} value={name}>
                    {label}
                  </option>
                ))}
            </Select>
          </Part>
          {by.includes('day') && (
            <Part words={texts.intervalIs}>
              <Select
                aria-label={texts.stepsChart}
                className="w-36"
                value={search.interval ?? ''}
                onChange={(e) => ask({ interval: STEPS.find((step) => step === e.target.value) })}
              >
                <option value="">{texts.automatic}</option>
                {STEPS.map((step) => (
                  <option key={step} value={step}>
                    {texts.steps[step]}
                  </option>
                ))}
              </Select>
            </Part>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <FilterChips />
          <AddFilter />
          <Check
            label={texts.includeStaff}
            checked={search.internal === 'with'}
            onChange={(on) => ask({ internal: on ? 'with' : undefined })}
          />
          <Check
            label={texts.anonymised}
            hint={texts.groupsFewerThanFive}
            checked={search.anonymize === 'true'}
            onChange={(on) => ask({ anonymize: on ? 'true' : undefined })}
          />
        </div>
      </OneStop>
    </section>
  );
}

/** A choice and the words before it, which no line break parts. */
function Part({ words, children }: { words: ReactNode; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-2.5">
      {words}
      {children}
    </span>
  );
}
