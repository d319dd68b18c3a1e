import { CodeBlock } from '../ui/code-block.tsx';

const CODE = `import { createAnalytics } from 'joip-analytics';
const analytics = await createAnalytics({ databaseUrl: process.env.DATABASE_URL });
await analytics.trackUserActivity('user-1', 'session_created', 'sessions');`;

/** An empty platform: how the first activity gets here. */
export function FirstActivity() {
  return (
    <section aria-label="First steps" className="panel flex max-w-3xl flex-col gap-3 p-6 sm:p-8">
      <div className="ruler w-40" aria-hidden="true" />
      <h2 className="text-xl font-semibold tracking-tight">Nothing was recorded yet</h2>
      <p className="text-ink-2">
        Three lines in your platform send the first activity. It shows here within seconds.
      </p>
      <CodeBlock code={CODE} />
      <p className="text-sm text-ink-3">
        From another process or language, POST the same activity to{' '}
        <code className="font-mono text-xs">api/track</code> with an API key.
      </p>
    </section>
  );
}
