import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import * as texts from '#texts/explore-funnel.ts';
import { FEWEST_STEPS, MOST_STEPS, type Step, stepText } from '../../../../contract/steps.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { Button } from '../../../ui/button.tsx';
import { StepChoice } from '../step-choice.tsx';
import { freshStep, useFunnel } from './question.ts';

/** The steps, each a choice, in their order. */
export function StepBuilder() {
  const { catalogue } = usePanel();
  const { question, askSteps } = useFunnel();
  const { steps } = question;
  const put = (i: number, step: Step) => askSteps(steps.map((each, at) => (at === i ? step : each)));
  const move = (i: number, to: number) => {
    const others = steps.filter((_, at) => at !== i);
    askSteps([...others.slice(0, to), steps[i]!, ...others.slice(to)]);
  };
  const add = () => askSteps([...steps, freshStep(steps, catalogue)]);
  return (
    <>
      <ol aria-label={texts.stepsOfFunnel} className="flex flex-col gap-1.5">
        {steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place, and may be there twice
          <li key={`${i} ${stepText(step)}`} className="flex items-center gap-2">
            <span
              aria-hidden="true"
              className="flex size-6 shrink-0 items-center justify-center rounded-full bg-sunken text-xs font-medium text-ink-2"
            >
              {i + 1}
            </span>
            <div className="flex min-w-0 flex-wrap gap-2 max-sm:flex-1">
              <StepChoice step={step} n={i + 1} onChange={(next) => put(i, next)} />
            </div>
            <span className="flex shrink-0">
              <Button
                look="icon"
                className="max-sm:hidden"
                aria-label={texts.moveUp(i + 1)}
                title={texts.moveUp(i + 1)}
                disabled={i === 0}
                onClick={() => move(i, i - 1)}
              >
                <ArrowUp className="size-4" aria-hidden="true" />
              </Button>
              <Button
                look="icon"
                aria-label={texts.moveDown(i + 1)}
                title={texts.moveDown(i + 1)}
                disabled={i === steps.length - 1}
                onClick={() => move(i, i + 1)}
              >
                <ArrowDown className="size-4" aria-hidden="true" />
              </Button>
              <Button
                look="icon"
                aria-label={texts.takeAway(i + 1)}
                title={texts.takeAway(i + 1)}
                disabled={steps.length <= FEWEST_STEPS}
                onClick={() => askSteps(steps.filter((_, at) => at !== i))}
              >
                <X className="size-4" aria-hidden="true" />
              </Button>
            </span>
          </li>
        ))}
      </ol>
      <Button look="quiet" className="mt-1 ms-6" disabled={steps.length >= MOST_STEPS} onClick={add}>
        <Plus className="size-4" aria-hidden="true" /> {texts.addStep}
      </Button>
    </>
  );
}
