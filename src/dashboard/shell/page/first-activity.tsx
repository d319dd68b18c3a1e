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
    <FirstSteps
      title="Nothing was recorded yet"
      text="Three lines in your platform send the first activity. It shows here within seconds."
      code={codeFor(action, feature)}
    >
      From another process or language, POST the same activity to <Code>api/track</Code> with an API key.
    </FirstSteps>
  );
}
