import { useMutation } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';
import { call } from '../data/call.ts';
import { usePanel } from '../data/panel-context.ts';
import { reload } from '../data/reload.ts';
import { Button } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';

const LeaveSample = later(() => import('./leave-sample.tsx'));

/** Says that the numbers are of the sample platform, and leads out of it; once left, back to it. */
export function SampleBanner() {
  const { sample, sampleLeft, operator } = usePanel();
  if (sample) return <Shown mayLeave={operator.role === 'admin'} />;
  return sampleLeft && operator.role === 'admin' ? <Left /> : null;
}

function Shown({ mayLeave }: { mayLeave: boolean }) {
  return (
    <Strip>
      <p>
        <strong className="font-semibold">Sample data.</strong>{' '}
        <span className="text-ink-2 max-sm:hidden">These people and numbers are made up.</span>
      </p>
      {mayLeave && (
        <span className="ml-auto">
          <LeaveSample meanwhile={<Button disabled>Start with real data</Button>} />
        </span>
      )}
    </Strip>
  );
}

function Left() {
  const show = useMutation({ mutationFn: () => call('showSample'), onSuccess: reload });
  return (
    <Strip>
      <p>Your own data is shown.</p>
      {show.isError && (
        <p role="alert" className="text-bad">
          {show.error.message}
        </p>
      )}
      <Button className="ml-auto h-7" onClick={() => show.mutate()} disabled={show.isPending}>
        Show the sample again
      </Button>
    </Strip>
  );
}

const Strip = ({ children }: { children: ReactNode }) => (
  <aside aria-label="Sample data" className="border-b border-line bg-signal/10">
    <div className="mx-auto flex max-w-[96rem] items-center gap-x-3 px-4 py-1.5 text-sm sm:px-6">
      <FlaskConical className="size-4 shrink-0 text-signal-ink" aria-hidden="true" />
      {children}
    </div>
  </aside>
);
