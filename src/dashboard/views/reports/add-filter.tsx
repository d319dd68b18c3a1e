import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import * as texts from '#texts/reports.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { usePanel } from '../../data/panel-context.ts';
import { pairsOf, pairsText } from '../../data/url/pairs.ts';
import { capital } from '../../numbers/groupings.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Popover } from '../../ui/popover.tsx';
import { LabelledSelect } from '../../ui/select.tsx';
import { FilterValue } from './filter-value.tsx';
import { useQuestion } from './question.ts';

const DETAIL = 'details.';

/** One more condition: what, and which of it. */
export function AddFilter() {
  const { catalogue } = usePanel();
  return (
    <Popover
      label={texts.addAFilter}
      className="w-80"
      trigger={
        <>
          <Plus className="size-4 text-ink-3" aria-hidden="true" /> {texts.filter}
        </>
      }
    >
      {(close) => <FilterForm names={filtersOf(catalogue)} onDone={close} />}
    </Popover>
  );
}

const filtersOf = (c: PanelCatalogue) => [
  { name: 'feature', label: texts.feature },
  { name: 'action', label: texts.action },
  ...Object.entries(c.breakdowns).map(([name, { label }]) => ({ name, label: capital(label) })),
  { name: 'search', label: texts.user },
  { name: DETAIL, label: texts.anotherDetail },
];

function FilterForm({ names, onDone }: { names: ReturnType<typeof filtersOf>; onDone: () => void }) {
  const { question, ask } = useQuestion();
  const [name, setName] = useState('feature');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = String(form.get('value') ?? '').trim();
    const detail = String(form.get('detail') ?? '').trim();
    if (!value || (name === DETAIL && !detail)) return;
    if (name === 'feature' || name === 'action' || name === 'search') ask({ [name]: value });
    else {
      const named = name === DETAIL ? DETAIL + detail : name;
      ask({ where: pairsText({ ...pairsOf(question.search.where), [named]: value }) });
    }
    onDone();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 p-3">
      <LabelledSelect label={texts.where} value={name} onChange={(e) => setName(e.target.value)}>
        {names.map((each) => (
          <option key={each.name} value={each.name}>
            {each.label}
          </option>
        ))}
      </LabelledSelect>
      {name === DETAIL && (
        <Field label={texts.nameDetail} name="detail" autoComplete="off" maxLength={100} required />
      )}
      <FilterValue key={name} of={name} />
      <Button type="submit" look="solid">
        {texts.addFilter}
      </Button>
    </form>
  );
}
