import { FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';
import * as texts from '#texts/shell.ts';
import { usePanel } from '../data/panel-context.ts';
import { Button } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';

const LeaveSample = later(() => import('./leave-sample.tsx'));
const ShowSample = later(() => import('./show-sample.tsx'));

/** Says that the numbers are of the sample platform, and leads out of it; once left, back to it. */
export function SampleBanner() {
  const { sample, sampleLeft, operator } = usePanel();
  if (sample) return <Shown mayLeave={operator.role === 'admin'} />;
  return sampleLeft && operator.role === 'admin' ? (
    <Strip>
      <ShowSample meanwhile={<span className="h-7" />} />
    </Strip>
  ) : null;
}

function Shown({ mayLeave }: { mayLeave: boolean }) {
  return (
    <Strip>
      <p>
        <strong className="font-semibold">{texts.sampleData}</strong>{' '}
        <span className="text-ink-2 max-sm:hidden">{texts.madeUp}</span>
      </p>
      {mayLeave && (
        <span className="ms-auto">
          <LeaveSample meanwhile={<Button disabled>{texts.startWithRealData}</Button>} />
        </span>
      )}
    </Strip>
  );
}

const Strip = ({ children }: { children: ReactNode }) => (
  <aside aria-label={texts.sampleDataName} className="border-b border-line bg-signal/10">
    <div className="mx-auto flex max-w-[96rem] items-center gap-x-3 px-4 py-1.5 text-sm sm:px-6">
      <FlaskConical className="size-4 shrink-0 text-signal-ink" aria-hidden="true" />
      {children}
    </div>
  </aside>
);
