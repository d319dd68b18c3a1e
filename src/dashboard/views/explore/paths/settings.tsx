import * as texts from '#texts/explore-paths.ts';
import { Check } from '../../../ui/check.tsx';
import { Options, Select } from '../../../ui/select.tsx';
import { Line, NumberChoice, Sentence } from '../sentence.tsx';
import { StepChoice } from '../step-choice.tsx';
import { conditionText } from '../steps.ts';
import { WhomChoice } from '../whom-choice.tsx';
import { CLOSED, usePaths } from './question.ts';

const STEPS = [1, 2, 3, 4, 5];
const MOST = [3, 5, 10, 20];

/** Which way, as a sentence with choices in it. */
export function PathsSettings() {
  const { search, anchor, ask } = usePaths();
  const change = (next: Parameters<typeof ask>[0]) => ask({ ...next, ...CLOSED });
  const before = search.direction === 'before';
  const within = search.within ?? 'visit';
  return (
    <Sentence>
      <Line words={texts.whereTo}>
        <Select
          aria-label={texts.directionOf}
          value={search.direction ?? 'after'}
          onChange={({ target: { value } }) => change({ direction: value === 'before' ? value : undefined })}
        >
          <Options of={texts.directions} />
        </Select>
        <StepChoice
          step={anchor}
          n={1}
          label={texts.anchorOf}
          onChange={(step) => change({ anchor: conditionText(step) })}
          anything={{
            words: before ? texts.visitEnd : texts.visitStart,
            onChoose: () => change({ anchor: undefined, within: undefined }),
          }}
        />
      </Line>
      <Line words={texts.asFarAs}>
        <Select
          aria-label={texts.stepsOf}
          value={search.steps ?? 3}
          onChange={({ target: { value } }) => change({ steps: value === '3' ? undefined : Number(value) })}
        >
          {STEPS.map((n) => (
            <option key={n} value={n}>
              {texts.soManySteps(n)}
            </option>
          ))}
        </Select>
        {anchor && (
          <Select
            aria-label={texts.withinOf}
            value={within}
            onChange={({ target: { value } }) => change({ within: value === 'visit' ? undefined : value })}
          >
            {!Object.hasOwn(texts.windows, within) && <option value={within}>{within}</option>}
            <Options of={texts.windows} />
          </Select>
        )}
        <Select
          aria-label={texts.nodesOf}
          value={search.nodes ?? 'action'}
          onChange={({ target: { value } }) => change({ nodes: value === 'feature' ? value : undefined })}
        >
          <Options of={texts.nodes} />
        </Select>
        <NumberChoice
          label={texts.mostOf}
          of={MOST}
          usual={5}
          value={search.most}
          words={texts.theCommonest}
          onChange={(most) => change({ most })}
        />
      </Line>
      <Line words={texts.counting}>
        <Select
          aria-label={texts.whatCounts}
          value={search.count ?? 'people'}
          onChange={({ target: { value } }) => change({ count: value === 'tries' ? value : undefined })}
        >
          <Options of={texts.counts} />
        </Select>
        <Check
          label={texts.keepRepeats}
          checked={search.repeats === 'keep'}
          onChange={(on) => change({ repeats: on ? 'keep' : undefined })}
        />
        <WhomChoice search={search} onChange={change} />
      </Line>
    </Sentence>
  );
}
