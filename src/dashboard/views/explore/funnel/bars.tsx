import type { ReactNode } from 'react';
import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-funnel.ts';
import type { FunnelStep } from '../../../../contract/families/explore/funnel.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { duration } from '../../../format/duration.ts';
import { exact, PART } from '../../../format/number.ts';
import { OpensPeople } from '../../../shell/people/opens-people.tsx';
import { stepWords } from '../steps.ts';
import { told } from '../told-count.ts';
import { type FunnelQuestion, useFunnel } from './question.ts';

interface FunnelBarsProps {
  readonly question: FunnelQuestion;
  readonly steps: readonly FunnelStep[];
}

/** A bar a step, as long as its part of the first; between them who went on, who didn't, and how long it took. */
export function FunnelBars({ question, steps }: FunnelBarsProps) {
  const { catalogue } = usePanel();
  const first = steps[0]!;
  const most = Math.max(1, first.count ?? 0, first.previous ?? 0);
  const words = (i: number) => {
    const step = question.steps[i];
    return step ? stepWords(step, catalogue) : steps[i]!.label;
  };
  const any = question.search.order === 'any';
  return (
    <ol className="p-4" data-tint="features">
      {steps.map((step, i) => (
        <li key={step.step}>
          {i > 0 && <Between step={step} words={any ? explore.step(i + 1) : words(i)} />}
          <div className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-1">
            <p className="min-w-0 truncate">
              <span className="me-2 text-xs text-ink-3">{i + 1}</span>
              <span className="font-medium">{any ? explore.step(i + 1) : words(i)}</span>
            </p>
            <p className="text-end">
              <Opens
                bar={step.step}
                count={step.count}
                label={texts.openPeople(told(step.count), any ? explore.step(i + 1) : words(i))}
              >
                <span className="font-semibold">{told(step.count)}</span>
              </Opens>
              <span className="inline-block w-16 text-sm text-ink-3">
                {step.ofFirst !== null && exact(step.ofFirst, PART)}
              </span>
            </p>
            <span className="col-span-2 flex flex-col gap-0.5" aria-hidden="true">
              <span className="block overflow-hidden rounded-sm bg-sunken">
                <Length part={(step.count ?? 0) / most} className="h-6 bg-tint" />
              </span>
              {step.previous !== null && <Length part={step.previous / most} className="h-1 bg-ink-3/35" />}
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** From the step before to this one. */
function Between({ step, words }: { step: FunnelStep; words: string }) {
  const { ofBefore, lost, median, p90, open } = step;
  if (ofBefore === null && lost === null)
    return <p className="my-2 ms-1 border-s-2 border-line py-0.5 ps-4 text-sm text-ink-3">{texts.hidden}</p>;
  return (
    <p className="my-2 ms-1 flex flex-wrap gap-x-3 border-s-2 border-line py-0.5 ps-4 text-sm text-ink-2">
      {ofBefore !== null && <span className="text-ink">{texts.wentOn(exact(ofBefore, PART))}</span>}
      {lost !== null && (
        <Opens bar={step.step} who="lost" count={lost} label={texts.openLost(told(lost), words)}>
          {texts.didnt(told(lost))}
        </Opens>
      )}
      {median !== null && <span className="text-ink-3">{texts.median(duration(median))}</span>}
      {p90 !== null && <span className="text-ink-3">{texts.p90(duration(p90))}</span>}
      {open !== null && open > 0 && <span className="text-ink-3">{texts.stillOpen(told(open))}</span>}
    </p>
  );
}

const Length = ({ part, className }: { part: number; className: string }) => (
  <span className={`block min-w-px rounded-sm ${className}`} style={{ width: `${part * 100}%` }} />
);

interface OpensProps {
  readonly bar: number;
  readonly who?: 'lost';
  readonly count: number | null;
  readonly label: string;
  readonly children: ReactNode;
}

function Opens({ bar, who, ...number }: OpensProps) {
  const { ask } = useFunnel();
  return <OpensPeople {...number} onOpen={() => ask({ bar, who, group: undefined })} />;
}
