import { Code, FirstSteps } from './first-steps.tsx';

const CODE = `import { createAnalytics } from 'joip-analytics';
const analytics = await createAnalytics({ databaseUrl: process.env.DATABASE_URL });
await analytics.trackUserActivity('user-1', 'session_created', 'sessions');`;

/** An empty platform: how the first activity gets here. */
export default function FirstActivity() {
  return (
    <FirstSteps
      title="Nothing was recorded yet"
      text="Three lines in your platform send the first activity. It shows here within seconds."
      code={CODE}
    >
      From another process or language, POST the same activity to <Code>api/track</Code> with an API key.
    </FirstSteps>
  );
}
