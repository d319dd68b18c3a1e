import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import * as texts from '#texts/reports.ts';
import { usePanel } from '../../data/panel-context.ts';
import { examplesOf } from './examples.ts';

/** Where nothing is asked yet: questions to begin with. */
export function ExampleList() {
  const { catalogue } = usePanel();
  return (
    <section aria-label={texts.questionsBeginWith}>
      <p className="mb-3 text-ink-2">{texts.chooseWhatGroupBy}</p>
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {examplesOf(catalogue).map(({ title, note, search }) => (
          <li key={title}>
            <Link
              to="/reports"
              search={search}
              data-tint="features"
              className="panel panel-tint group flex h-full items-start justify-between gap-3 p-4 hover:border-line-strong"
            >
              <span>
                <span className="block font-medium">{title}</span>
                <span className="mt-0.5 block text-sm text-ink-3">{note}</span>
              </span>
              <ArrowRight
                className="mt-0.5 size-4 shrink-0 text-ink-3 transition-transform group-hover:translate-x-0.5 rtl:rotate-180 rtl:group-hover:-translate-x-0.5"
                aria-hidden="true"
              />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
