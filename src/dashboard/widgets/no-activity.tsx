import { useRange } from './use-range.ts';

/** A range in which nothing was, with the way to one that has something. */
export function NoActivity({ what = 'activity' }: { what?: string }) {
  const { range, setRange } = useRange();
  return (
    <p className="text-lg text-ink-2">
      No {what} in this range.
      {range.period !== 'all' && (
        <button
          type="button"
          className="link ml-2"
          onClick={() => setRange({ period: 'all', startDate: undefined, endDate: undefined })}
        >
          Show all time
        </button>
      )}
    </p>
  );
}
