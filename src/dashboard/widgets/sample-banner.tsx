import { useMutation } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { call } from '../api/call.ts';
import { Button } from '../ui/button.tsx';

/** Says that the numbers are of the sample platform, and leads out of it. */
export function SampleBanner() {
  const leave = useMutation({ mutationFn: () => call('leaveSample'), onSuccess: () => location.reload() });
  return (
    <aside aria-label="Sample data" className="border-b border-line bg-signal/10">
      <div className="mx-auto flex max-w-[96rem] items-center gap-x-3 px-4 py-1.5 text-sm sm:px-6">
        <FlaskConical className="size-4 shrink-0 text-signal-ink" aria-hidden="true" />
        <p>
          <strong className="font-semibold">Sample data.</strong>{' '}
          <span className="text-ink-2 max-sm:hidden">These people and numbers are made up.</span>
        </p>
        {leave.isError && (
          <p role="alert" className="text-bad">
            {leave.error.message}
          </p>
        )}
        <Button className="ml-auto h-7" onClick={() => leave.mutate()} disabled={leave.isPending}>
          Leave sample data
        </Button>
      </div>
    </aside>
  );
}
