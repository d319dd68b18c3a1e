import { type ComponentType, type ReactNode, startTransition, useEffect, useState } from 'react';

const AGAIN_MS = 4_000;

/**
 * A part of a page whose code comes when it is wanted, drawn as soon as it is there. What can't be had yet is
 * tried again. (`lazy` in `Suspense` shows what follows a fallback 300 ms after that at the earliest, and gives the
 * page up where the code doesn't come.)
 *
 * @example
 * const TimeChart = later(() => import('./time-chart.tsx'));
 * <TimeChart run={run} meanwhile={<Skeleton className="h-70" />} />
 */
export function later<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  let Loaded: ComponentType<P> | undefined;
  // biome-ignore lint/correctness/noComponentHookFactories: called once a module, as `lazy` is
  return function Later({ meanwhile, ...props }: P & { readonly meanwhile?: ReactNode }) {
    const [, setThere] = useState(false);
    useEffect(() => {
      if (Loaded) return;
      let timer: ReturnType<typeof setTimeout>;
      const attempt = () =>
        void load().then(
          (module) => {
            Loaded = module.default;
            // In slices: a part that comes must not hold up what is there.
            startTransition(() => setThere(true));
          },
          () => {
            timer = setTimeout(attempt, AGAIN_MS);
          },
        );
      attempt();
      return () => clearTimeout(timer);
    }, []);
    return Loaded ? <Loaded {...(props as unknown as P)} /> : meanwhile;
  };
}
