import * as texts from '#texts/account.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';

/** Shown this once. */
export function BackupCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <>
      <p role="status" className="font-medium text-good">
        {texts.secondFactorOn}
      </p>
      <p className="text-ink-2">{texts.keepTheseBackupCodes}</p>
      <CodeBlock code={codes.join('\n')} />
      <Button className="h-9 self-start" onClick={onDone}>
        {texts.iHaveKeptThem}
      </Button>
    </>
  );
}
