import { useSearch } from '@tanstack/react-router';
import * as texts from '#texts/explore.ts';
import { useTitle } from '../../ui/use-title.ts';
import { FunnelView } from './funnel-view.tsx';
import { RetentionView } from './retention-view.tsx';

/** Questions about what people did one after another. */
export function ExplorePage() {
  useTitle(texts.explore);
  const { ask } = useSearch({ strict: false }) as { ask?: string };
  return ask === 'retention' ? <RetentionView /> : <FunnelView />;
}
