import * as texts from '#texts/ui.ts';
import { ApiError, UnreachableError } from '../../client/errors.ts';
import { adviceFor } from './advice.ts';
import { Button } from './button.tsx';
import { later } from './later.tsx';

const WorkerAway = later(() => import('./worker-away.tsx'));

const isAnswer = (error: unknown) => error instanceof ApiError || error instanceof UnreachableError;

/** Code that didn't load is remembered as such until then. */
const reload = () => location.reload();

interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly onReset?: () => void;
}

/** What went wrong, what to do, and a way on. */
export function ErrorState({ error, onRetry, onReset }: ErrorStateProps) {
  if (error instanceof ApiError && error.away.away) return <WorkerAway error={error} onRetry={onRetry} />;
  const { title, todo } = adviceFor(error);
  const fields = error instanceof ApiError ? Object.entries(error.fields) : [];
  return (
    <div role="alert" className="panel flex flex-col items-start gap-2 p-6">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="text-ink-2">{todo}</p>
      {/* The list of fields says the same, better. */}
      {error instanceof ApiError && fields.length === 0 && (
        <p className="text-sm text-ink-3">{error.message}</p>
      )}
      {fields.length > 0 && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-sm">
          {fields.map(([name, accepted]) => (
            <div key={name} className="contents">
              <dt className="font-mono text-xs leading-5">{name}</dt>
              <dd className="text-ink-2">{accepted}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="mt-2 flex gap-2">
        {onRetry && <Button onClick={isAnswer(error) ? onRetry : reload}>{texts.tryAgain}</Button>}
        {onReset && <Button onClick={onReset}>{texts.resetFilters}</Button>}
      </div>
    </div>
  );
}

export function Skeleton({ className }: { className: string }) {
  return <div className={`skeleton ${className}`} />;
}

/** Says once, to those who can't see the skeletons, that something is on its way. */
export function Loading() {
  return (
    <p role="status" className="sr-only">
      {texts.loadingWord}
    </p>
  );
}
