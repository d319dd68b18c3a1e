import * as texts from '#texts/explore.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { type Step, stepText } from '../../../contract/steps.ts';
import { usePanel } from '../../data/panel-context.ts';
import { Options, Select } from '../../ui/select.tsx';
import { stepOf, stepWords } from './steps.ts';

interface StepChoiceProps {
  readonly step: Step | null;
  /** Its place, from 1. */
  readonly n: number;
  readonly label?: string;
  readonly onChange: (step: Step) => void;
  /** What no step is called, and what to do when that is chosen. */
  readonly anything?: { readonly words: string; readonly onChoose: () => void };
}

/** What a step is: a feature or an action, and where it tells something, which value. */
export function StepChoice({ step, n, label = texts.step(n), onChange, anything }: StepChoiceProps) {
  const { catalogue } = usePanel();
  const whole = step === null ? '' : stepText({ ...step, values: {} });
  const choices = choicesOf(catalogue);
  const known = choices.some(({ options }) => options.some(({ value }) => value === whole));
  return (
    <>
      <Select
        aria-label={label}
        className="w-72 max-w-full"
        value={whole}
        onChange={({ target: { value } }) => {
          const chosen = choices.flatMap(({ options }) => options).find((each) => each.value === value);
          if (chosen) onChange(chosen.step);
          else if (value === '') anything?.onChoose();
        }}
      >
        {anything && <option value="">{anything.words}</option>}
        {step && !known && <option value={whole}>{stepWords({ ...step, values: {} }, catalogue)}</option>}
        {choices.map(({ group, options }) => (
          <optgroup key={group} label={group}>
            {options.map(({ value, words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
      {step &&
        toldBy(step, catalogue).map((name) => (
          <ValueChoice key={name} step={step} name={name} n={n} onChange={onChange} />
        ))}
    </>
  );
}

interface ValueChoiceProps {
  readonly step: Step;
  readonly name: string;
  readonly n: number;
  readonly onChange: (step: Step) => void;
}

/** Which value of a breakdown it has. */
function ValueChoice({ step, name, n, onChange }: ValueChoiceProps) {
  const { catalogue } = usePanel();
  const { label, values } = catalogue.breakdowns[name]!;
  const chosen = step.values[name] ?? '';
  const choose = (value: string) => {
    const { [name]: _, ...others } = step.values;
    onChange({ ...step, values: value === '' ? others : { ...others, [name]: value } });
  };
  return (
    <Select
      aria-label={texts.valueOfStep(label, n)}
      className="w-40 max-w-full"
      value={chosen}
      onChange={({ target }) => choose(target.value)}
    >
      <option value="">{texts.anyValue(label)}</option>
      {chosen !== '' && !Object.hasOwn(values, chosen) && <option value={chosen}>{chosen}</option>}
      <Options of={values} />
    </Select>
  );
}

/** Breakdowns that what a step is may tell. */
function toldBy({ actions, feature, values }: Step, c: PanelCatalogue): string[] {
  const all = Object.keys(c.actions).filter(
    (name) =>
      (actions.length === 0 || actions.includes(name)) &&
      (feature === null || c.actions[name]!.feature === feature),
  );
  // Of a whole feature only one that is asked for already: most of its actions tell none.
  return Object.keys(c.breakdowns).filter(
    (name) =>
      Object.hasOwn(values, name) ||
      (actions.length > 0 && all.every((action) => c.breakdowns[name]!.actions.includes(action))),
  );
}

function choicesOf(c: PanelCatalogue) {
  const option = (step: Step) => ({ step, value: stepText(step), words: stepWords(step, c) });
  return [
    {
      group: texts.features,
      options: Object.keys(c.features).map((feature) => option(stepOf({ feature }))),
    },
    ...Object.entries(c.features).map(([feature, { label }]) => ({
      group: label,
      options: Object.keys(c.actions)
        .filter((action) => c.actions[action]!.feature === feature)
        .map((action) => option(stepOf({ actions: [action] }))),
    })),
  ].filter(({ options }) => options.length > 0);
}
