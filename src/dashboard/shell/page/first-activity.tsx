import * as texts from '#texts/first.ts';
import { usePanel } from '../../data/panel-context.ts';
import { Code, FirstSteps } from './first-steps.tsx';

/** With an action of the platform's own. */
const codeFor = (action: string, feature: string) => `import { createAnalytics } from 'joip-analytics';
const analytics = await createAnalytics({ databaseUrl: process.env.DATABASE_URL });
await analytics.trackUserActivity('user-1', '${action}', '${feature}');`;

/** An empty platform: how the first activity gets here. */
export default function FirstActivity() {
  const [action, { feature } = { feature: 'FEATURE' }] = Object.entries(usePanel().catalogue.actions)[0] ?? [
    'ACTION',
  ];
  return (
    <FirstSteps title={texts.noActivity} text={texts.threeLines} code={codeFor(action, feature)}>
      {texts.postActivity[0]} <Code>api/track</Code> {texts.postActivity[1]}
    </FirstSteps>
  );
}
