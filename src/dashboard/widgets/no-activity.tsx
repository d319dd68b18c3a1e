import { useRange } from './use-range.ts';

/** A range without any activity, with the way to one that has some. */
export function NoActivity() {
  const { range, setRange } = useRange();
  return (
    <p className="text-lg text-ink-2">
      No activity in this range.
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
