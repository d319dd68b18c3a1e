import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runInside } from '../../test/support/run-program.ts';
import { commands } from './commands.ts';
import { examples } from './examples.ts';
import * as shared from './shared.ts';

afterEach(() => vi.restoreAllMocks());

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
    const { status, stdout, stderr } = await runInside(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('suggests what was meant', async () => {
    expect((await runInside('docter')).stderr).toContain('(Did you mean doctor?)');
    expect((await runInside('serve', '--prot', '1')).stderr).toContain('(Did you mean --port?)');
  });

  it('helps, without colours, and tells the exit codes', async () => {
    const help = await runInside('--help');
    expect(help.status).toBe(0);
    for (const name of Object.keys(commands)) expect(help.stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
    expect(help.stdout).toMatch(/Exit codes: 0 done, 1 the answer is no, 2 it couldn't be done/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour begins with it
    expect(help.stdout).not.toMatch(/\u001b/);
  });

  it.each(Object.keys(commands))(
    '%s: help of it and of what it holds shows examples of options that there are',
    async (name) => {
      const program = new Command();
      (await commands[name]!()).register(program, shared);
      const group = program.commands[0]!;
      const paths =
        group.commands.length > 0 ? group.commands.map((each) => `${name} ${each.name()}`) : [name];
      const known = Object.keys(examples).filter((each) => each.split(' ')[0] === name);
      expect(known.sort()).toEqual(paths.sort());
      for (const path of paths) {
        const help = (await runInside(...path.split(' '), '--help')).stdout;
        expect(help).toContain(`Example:\n  joip-analytics ${examples[path]}\n`);
        for (const flag of examples[path]!.match(/--[a-z-]+/g) ?? [])
          expect(help).toMatch(new RegExp(`^ +${flag}\\b`, 'm'));
      }
      expect((await runInside(name, '--help')).stdout).toContain(`  joip-analytics ${examples[paths[0]!]}\n`);
    },
  );
});
