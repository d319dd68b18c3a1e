import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import * as texts from '#texts/people.ts';
import { conditionsText, readPersonTest } from '../../../../contract/person-filter.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { Button } from '../../../ui/button.tsx';
import { Popover } from '../../../ui/popover.tsx';
import { LabelledSelect } from '../../../ui/select.tsx';
import { choicesFor, subjectsOf, textOf } from './choices.ts';
import { ConditionValue } from './condition-value.tsx';
import { usePeople } from './use-people.ts';

/** One more condition: of what, which, and how much. */
export function AddCondition() {
  return (
    <Popover
      label={texts.addFilterOnPeople}
      className="w-88"
      trigger={
        <>
          <Plus className="size-4 text-ink-3" aria-hidden="true" /> {texts.filterPeople}
        </>
      }
    >
      {(close) => <ConditionForm onDone={close} />}
    </Popover>
  );
}

function ConditionForm({ onDone }: { onDone: () => void }) {
  const { catalogue } = usePanel();
  const { conditions, ask } = usePeople();
  const [of, setOf] = useState('activities');
  const [way, setWay] = useState('>=');
  const [value, setValue] = useState('1');
  const choices = choicesFor(of);
  const choice = choices.find((each) => each.way === way) ?? choices[0]!;
  const test = readPersonTest(catalogue, of, textOf(choice, value));
  const choose = (next: (typeof choices)[number]) => {
    setWay(next.way);
    if (next.value !== choice.value) setValue(next.usual);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typeof test === 'string') return;
    ask({ ...conditions, [of]: conditionsText(test.conditions) });
    onDone();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 p-3">
      <LabelledSelect
        label={texts.onlyWhere}
        value={of}
        onChange={({ target }) => {
          setOf(target.value);
          choose(choicesFor(target.value).find((each) => each.way === way) ?? choicesFor(target.value)[0]!);
        }}
      >
        {subjectsOf(catalogue).map(({ group, subjects }) => (
          <optgroup key={group} label={group}>
            {subjects.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </optgroup>
        ))}
      </LabelledSelect>
      <LabelledSelect
        label={texts.is}
        value={choice.way}
        onChange={({ target }) => choose(choices.find((each) => each.way === target.value)!)}
      >
        {choices.map((each) => (
          <option key={each.way} value={each.way}>
            {each.label}
          </option>
        ))}
      </LabelledSelect>
      {choice.value && (
        <ConditionValue
          kind={choice.value}
          value={value}
          onChange={setValue}
          fault={typeof test === 'string' ? texts.faults[choice.value] : undefined}
        />
      )}
      <Button type="submit" look="solid">
        {texts.addFilter}
      </Button>
    </form>
  );
}
