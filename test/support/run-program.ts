import { vi } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';

/** Runs a command in this process, and gathers what it prints. */
export async function runInside(
  ...args: string[]
): Promise<{ status: number; stdout: string; stderr: string }> {
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    vi.spyOn(process[name], 'write').mockImplementation((text, ...more) => {
      printed[name] += text;
      for (const done of more) if (typeof done === 'function') (done as () => void)();
      return true;
    });
  try {
    return { status: await runProgram(args), ...printed };
  } finally {
    vi.restoreAllMocks();
    process.exitCode = 0;
  }
}
