import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import * as texts from '#texts/reports.ts';
import { own } from '../../../catalogue/own.ts';
import { usePanel } from '../../data/panel-context.ts';
import { usageSummaryQuery } from '../../data/queries.ts';
import { rangeSearch } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { Field } from '../../ui/field.tsx';
import { LabelledSelect } from '../../ui/select.tsx';
import { useQuestion } from './question.ts';

/** The field for a filter's value: a choice of what there is, or a line to type in. */
export function FilterValue({ of }: { of: string }) {
  const { catalogue } = usePanel();
  if (of === 'feature' || of === 'action') {
    const all = of === 'feature' ? catalogue.features : catalogue.actions;
    return (
      <LabelledSelect label={texts.is} name="value">
        {Object.entries(all).map(([name, { label }]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </LabelledSelect>
    );
  }
  if (Object.hasOwn(catalogue.breakdowns, of)) return <BreakdownValue breakdown={of} />;
  const label = of === 'search' ? texts.nameEMailOr : 'is';
  return <Field label={label} name="value" autoComplete="off" maxLength={100} required />;
}

/** Values that were counted in the range are offered; any other can be typed. */
function BreakdownValue({ breakdown }: { breakdown: string }) {
  const { question } = useQuestion();
  const range = { ...rangeSearch(question.search as Raw), compare: undefined };
  const features = useQuery(usageSummaryQuery(range)).data?.features ?? [];
  const values = features.flatMap(({ distributions }) => own(distributions, breakdown) ?? []);
  const id = useId();
  return (
    <>
      <Field label={texts.is} name="value" list={id} autoComplete="off" maxLength={100} required />
      <datalist id={id}>
        {values.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </datalist>
    </>
  );
}
