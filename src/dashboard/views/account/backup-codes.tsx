import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';

/** Shown this once. */
export function BackupCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <>
      <p role="status" className="font-medium text-good">
        The second factor is on.
      </p>
      <p className="text-ink-2">
        Keep these backup codes where you find them without your phone. Each signs you in once in place of a
        code. They are not shown again.
      </p>
      <CodeBlock code={codes.join('\n')} />
      <Button className="h-9 self-start" onClick={onDone}>
        I have kept them
      </Button>
    </>
  );
}
