import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-retention.ts';
import { Options, Select } from '../../../ui/select.tsx';
import { ConditionChoice, Line, NumberChoice, Sentence, UnitChoice } from '../sentence.tsx';
import { conditionText } from '../steps.ts';
import { WhomChoice } from '../whom-choice.tsx';
import { NO_CELL, useRetention } from './question.ts';

const PERIODS = [4, 8, 12, 26, 52];

/** Who comes back, as a sentence with choices in it. */
export function RetentionSettings() {
  const { search, start, back, ask } = useRetention();
  const change = (next: Parameters<typeof ask>[0]) => ask({ ...next, ...NO_CELL });
  return (
    <Sentence>
      <Line words={texts.whoBegan}>
        <ConditionChoice
          step={start}
          label={texts.beginsWith}
          onChange={(step) => change({ start: conditionText(step) })}
        />
        <Select
          aria-label={texts.beginsHow}
          value={search.begin ?? 'first'}
          onChange={({ target: { value } }) => change({ begin: value === 'any' ? value : undefined })}
        >
          <Options of={texts.begins} />
        </Select>
      </Line>
      <Line words={texts.cameBackWith}>
        <ConditionChoice
          step={back}
          label={texts.returnsWith}
          onChange={(step) => change({ return: conditionText(step) })}
        />
        <Select
          aria-label={texts.returnsHow}
          value={search.mode ?? 'on'}
          onChange={({ target: { value } }) => change({ mode: value === 'by' ? value : undefined })}
        >
          <Options of={texts.modes} />
        </Select>
      </Line>
      <Line words={explore.inPeriodsOf}>
        <UnitChoice unit={search.interval} onChange={(interval) => change({ interval })} />
        <NumberChoice
          label={texts.howMany}
          of={PERIODS}
          usual={12}
          value={search.periods}
          words={texts.soMany}
          onChange={(periods) => change({ periods })}
        />
        <WhomChoice search={search} onChange={change} />
      </Line>
    </Sentence>
  );
}
