import { Plus } from 'lucide-react';
import { useState } from 'react';
import * as texts from '#texts/explore-funnel.ts';
import { exclusionsText, type Step } from '../../../../contract/steps.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { Button } from '../../../ui/button.tsx';
import { Popover } from '../../../ui/popover.tsx';
import { LabelledSelect } from '../../../ui/select.tsx';
import { StepChoice } from '../step-choice.tsx';
import { CLOSED, freshStep, useFunnel } from './question.ts';

/** Something that ends a try, and between which steps. */
export function AddExclusion() {
  return (
    <Popover
      label={texts.exclude}
      look="quiet"
      className="w-84"
      trigger={
        <>
          <Plus className="size-4" aria-hidden="true" /> {texts.exclude}
        </>
      }
    >
      {(close) => <ExclusionForm onDone={close} />}
    </Popover>
  );
}

function ExclusionForm({ onDone }: { onDone: () => void }) {
  const { catalogue } = usePanel();
  const { question, ask } = useFunnel();
  const { steps, exclusions, search } = question;
  const [step, setStep] = useState<Step>(() => freshStep(steps, catalogue));
  const [after, setAfter] = useState('');
  const gaps = search.order === 'any' ? [] : steps.slice(1).map((_, i) => i + 1);
  return (
    <form
      className="flex flex-col gap-3 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        const more = { after: after === '' ? null : Number(after), step };
        ask({ exclude: exclusionsText([...exclusions, more]), ...CLOSED });
        onDone();
      }}
    >
      <div className="flex flex-wrap gap-2">
        <StepChoice step={step} n={0} label={texts.exclude} onChange={setStep} />
      </div>
      <LabelledSelect label={texts.between} value={after} onChange={({ target }) => setAfter(target.value)}>
        <option value="">{texts.anywhere}</option>
        {gaps.map((n) => (
          <option key={n} value={n}>
            {texts.gap(n)}
          </option>
        ))}
      </LabelledSelect>
      <p className="text-xs text-ink-3">{texts.excludeNote}</p>
      <Button type="submit" look="solid">
        {texts.add}
      </Button>
    </form>
  );
}
