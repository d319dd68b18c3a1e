import { useQuery } from '@tanstack/react-query';
import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-people.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { zoneWords } from '../../../format/date.ts';
import { Freshness } from '../../../shell/page/freshness.tsx';
import { PageTitle } from '../../../shell/page/page-title.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { QuestionKind } from '../question-kind.tsx';
import { numbersOf } from '../reports.ts';
import { RuleBuilder } from './builder.tsx';
import { examplesOf } from './examples.ts';
import { PeopleFound } from './list.tsx';
import { sizeQuery, usePeople } from './question.ts';
import { SaveSegment } from './save-segment.tsx';
import { Segments } from './segments.tsx';
import { segmentsQuery } from './segments-query.ts';
import { Size } from './size.tsx';

/** Who is meant by rules: how many while they are put together, who they are, and a name for them. */
export default function PeopleView() {
  const { operator, catalogue } = usePanel();
  const { search, rules, ask } = usePeople();
  const isAdmin = operator.role === 'admin';
  const report = useQuery(numbersOf('peopleSize', sizeQuery(search)));
  const segments = useQuery({ ...segmentsQuery, enabled: isAdmin });
  const from = segments.data?.find(({ slug }) => slug === search.saved);
  const { data } = report;
  return (
    <>
      <PageTitle title={explore.explore} note={data && texts.asOfToday(zoneWords(data.meta.timezone))}>
        <Freshness meta={data?.meta} error={data && report.error} />
      </PageTitle>
      <section aria-label={explore.people} className="panel mb-6 p-4 print:hidden">
        <QuestionKind />
        <p className="mb-3 flex flex-wrap items-center gap-2">
          <span className="text-sm text-ink-3">{texts.examples}</span>
          {examplesOf(catalogue).map(({ label, search: example }) => (
            <Button
              key={label}
              aria-pressed={search.rules === example.rules}
              className="aria-pressed:bg-sunken"
              onClick={() => ask({ sort: undefined, order: undefined, ...example, saved: undefined })}
            >
              {label}
            </Button>
          ))}
        </p>
        {rules && <RuleBuilder rules={rules} />}
        <div className="mt-4 flex flex-wrap items-center justify-between gap-3 border-t border-line pt-3">
          <Size report={report} />
          {isAdmin && rules && <SaveSegment from={from} />}
        </div>
      </section>
      {report.isError && !report.isPlaceholderData ? (
        <ErrorState error={report.error} onRetry={() => report.refetch()} />
      ) : (
        <div className="flex flex-col gap-6">
          {isAdmin && rules && <PeopleFound rules={rules} />}
          {isAdmin && <Segments />}
        </div>
      )}
    </>
  );
}
