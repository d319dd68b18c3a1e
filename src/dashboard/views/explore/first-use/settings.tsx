import * as texts from '#texts/explore-first-use.ts';
import { usePanel } from '../../../data/panel-context.ts';
import type { Change } from '../../../data/use-ask.ts';
import { Options, Select } from '../../../ui/select.tsx';
import { Line, NumberChoice, Sentence } from '../sentence.tsx';
import { WhomChoice } from '../whom-choice.tsx';
import type { FirstUseSearch } from './question.ts';

const DAYS = [1, 3, 7, 14, 28];
export const USUAL_DAYS = 7;

interface SettingsProps {
  readonly search: FirstUseSearch;
  readonly onChange: (change: Change<FirstUseSearch>) => void;
}

/** What people use first, as a sentence with choices in it. */
export function FirstUseSettings({ search, onChange }: SettingsProps) {
  const { catalogue } = usePanel();
  const groupings = {
    ...texts.groupings,
    ...Object.fromEntries(Object.entries(catalogue.breakdowns).map(([name, { label }]) => [name, label])),
  };
  return (
    <Sentence>
      <Line words={texts.newIs}>
        <Select
          aria-label={texts.beginLabel}
          value={search.begin ?? 'activity'}
          onChange={({ target: { value } }) => onChange({ begin: value === 'joined' ? value : undefined })}
        >
          <Options of={texts.begins} />
        </Select>
      </Line>
      <Line words={texts.firstOf}>
        <Select
          aria-label={texts.byLabel}
          value={search.by ?? 'feature'}
          onChange={({ target: { value } }) => onChange({ by: value === 'feature' ? undefined : value })}
        >
          <Options of={groupings} />
        </Select>
      </Line>
      <Line words={texts.stayedAfter}>
        <NumberChoice
          label={texts.daysLabel}
          of={DAYS}
          usual={USUAL_DAYS}
          value={search.days}
          words={texts.soManyDays}
          onChange={(days) => onChange({ days })}
        />
        <WhomChoice search={search} onChange={onChange} />
      </Line>
    </Sentence>
  );
}
