import type { ComponentType } from 'react';
import * as texts from '#texts/explore.ts';
import { later } from '../../ui/later.tsx';
import { Loading } from '../../ui/states.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { type Kind, useKind } from './question-kind.tsx';

/** Each is loaded when it is asked for. */
const VIEWS: Record<Kind, ComponentType<{ meanwhile: React.ReactNode }>> = {
  funnel: later(() => import('./funnel/view.tsx')),
  people: later(() => import('./people/view.tsx')),
  retention: later(() => import('./retention/view.tsx')),
  lifecycle: later(() => import('./lifecycle/view.tsx')),
  stickiness: later(() => import('./stickiness/view.tsx')),
  rhythm: later(() => import('./rhythm/view.tsx')),
  firstUse: later(() => import('./first-use/view.tsx')),
  paths: later(() => import('./paths/view.tsx')),
};

/** Questions about what people did one after another. */
export function ExplorePage() {
  useTitle(texts.explore);
  const View = VIEWS[useKind()];
  return <View meanwhile={<Loading />} />;
}
