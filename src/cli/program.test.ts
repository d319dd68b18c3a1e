import { afterEach, describe, expect, it, vi } from 'vitest';
import { runProgram } from './program.ts';

afterEach(() => vi.restoreAllMocks());

/** Runs a command in this process and gathers what it prints. */
async function run(...args: string[]) {
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      printed[name] += text;
      return true;
    });
  const status = await runProgram(args);
  vi.restoreAllMocks();
  return { status, ...printed };
}

describe('the command line', () => {
  it.each([
    [['bogus'], /^joip-analytics: unknown command 'bogus'\nRun it with --help/],
    [['serve', '--prot', '1'], /^joip-analytics: unknown option '--prot'/],
    [['serve', '--port', 'http'], /^joip-analytics: --port is "http", but takes a whole number/],
    [['serve', '--host', '0.0.0.0'], /^joip-analytics: HOST is 0\.0\.0\.0.* TLS in front .*TRUST_PROXY/],
    [
      ['key', 'create', 'x', '--scope', 'write'],
      /^joip-analytics: --scope is write, but takes track, read, admin/,
    ],
    [['operator', 'link', 'nobody@example.com', '--config', 'gone.ts'], /no configuration file .*gone\.ts/],
  ])('%j ends with 2 and says what is accepted', async (args, message) => {
    const { status, stdout, stderr } = await run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('helps', async () => {
    const help = await run('help');
    expect(help.status).toBe(0);
    for (const name of [
      'serve',
      'migrate',
      'import',
      'export',
      'sample',
      'reconcile',
      'rebuild',
      'doctor',
      'key',
    ])
      expect(help.stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
    expect((await run('help', 'serve')).stdout).toContain('--data-dir <folder>');
  });
});
