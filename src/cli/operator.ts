import type { Command } from 'commander';
import { type Operator, type OperatorDetails, ROLES, type Role } from '../auth/index.ts';
import { isEmail } from '../contract/index.ts';
import { withAnalytics } from './accounted.ts';
import { linkFor } from './host.ts';
import {
  addOptions,
  CliError,
  type Flags,
  note,
  type OpenedInstallation,
  print,
  printJson,
  withDatabase,
} from './shared.ts';

/** Commands about one operator who is there. */
type AboutOne = 'link' | 'reset-link' | 'role' | 'sign-out' | 'second-factor-off' | 'remove';

/** Where the panel is, for who is handed a link to it. */
const withAddress = (command: Command) => addOptions(command, ['publicUrl', 'basePath', 'host', 'port']);
const JSON_FLAG = ['--json', 'Print the answer as JSON'] as const;
const SIGN_IN = 'it signs in once, within 24 hours';
const RESET = 'it sets a password once, within 24 hours';

export function register(program: Command): void {
  const operator = program.command('operator').description('People who read the analytics');

  /** A command about one operator who is there. */
  const about = (
    usage: `${AboutOne} <email>${string}`,
    description: string,
    work: (opened: OpenedInstallation, found: Operator, flags: Flags, argument: string) => Promise<void>,
  ) =>
    withAddress(withDatabase(operator.command(usage)))
      .description(description)
      .option(...JSON_FLAG)
      .action((email: string, ...rest: unknown[]) => {
        const flags = rest.find((each) => typeof each === 'object') as Flags;
        const argument = typeof rest[0] === 'string' ? rest[0] : '';
        const command = `operator ${usage.split(' ', 1)[0] as AboutOne}` as const;
        const parameters = { operator: email, ...(argument && { role: argument }) };
        return withAnalytics(flags, { command, parameters }, async (opened) =>
          work(opened, await known(opened, email), flags, argument),
        );
      });

  withAddress(withDatabase(operator.command('add <email>')))
    .alias('create')
    .description('Let someone in, and print their one-time sign-in link; again changes their role')
    .option('--role <role>', `${ROLES.join(' or ')}: a viewer reads the usage summary alone`, 'admin')
    .option(...JSON_FLAG)
    .action((email: string, flags: Flags) => {
      const role = roleOf('--role', String(flags.role));
      if (!isEmail(email)) throw new CliError(`${email} is no e-mail address such as ann@example.com`);
      return withAnalytics(
        flags,
        { command: 'operator add', parameters: { operator: email, role } },
        async (opened) =>
          tellLink(
            opened,
            await opened.analytics.auth.operators.save(email, role),
            'sign-in',
            SIGN_IN,
            flags,
          ),
      );
    });

  withDatabase(operator.command('list'))
    .description('List operators')
    .option(...JSON_FLAG)
    .action((flags: Flags) =>
      withAnalytics(flags, { command: 'operator list' }, async ({ analytics }) => {
        const all = await analytics.auth.operators.list();
        if (flags.json) return printJson(all);
        if (all.length === 0)
          note('there is no operator yet; make one with `joip-analytics operator add <email>`');
        for (const each of all) print(lineOf(each));
      }),
    );

  about('link <email>', 'Print a new one-time sign-in link; earlier ones end', (opened, found, flags) =>
    tellLink(opened, found, 'sign-in', SIGN_IN, flags),
  );
  about(
    'reset-link <email>',
    'Print a link that sets a new password; sessions end when it is used',
    (opened, found, flags) => tellLink(opened, found, 'password-reset', RESET, flags),
  );
  about(
    'role <email> <role>',
    `Make someone ${ROLES.join(' or ')}`,
    async ({ analytics }, found, flags, text) => {
      const role = roleOf('<role>', text);
      const { email } = await analytics.auth.operators.save(found.email, role);
      tell(flags, { email, role }, `${email} is ${role} now`);
    },
  );
  about('sign-out <email>', "End all of someone's sessions", async ({ analytics }, { id, email }, flags) => {
    const sessions = await analytics.auth.sessions.endAll(id);
    tell(flags, { email, sessions }, `${email} is signed out; ${sessions} sessions ended`);
  });
  about(
    'second-factor-off <email>',
    'Turn off the second factor of someone who lost it; their sessions end',
    async ({ analytics }, { id, email }, flags) => {
      const { secondFactors, sessions } = analytics.auth;
      const wasOn = await secondFactors.forget(id);
      await sessions.endAll(id);
      tell(flags, { email, wasOn }, wasOn ? `${email} signs in without a code now` : `${email} had none`);
    },
  );
  about(
    'remove <email>',
    'Remove someone; their sessions end',
    async ({ analytics }, { id, email }, flags) => {
      if ((await analytics.auth.operators.remove(id)) === 'last')
        throw new CliError(
          `${email} is the last administrator who signs in; add another one first, and have them sign in once`,
          1,
        );
      tell(flags, { removed: email }, `removed ${email}`);
    },
  );
}

async function known({ analytics }: OpenedInstallation, email: string): Promise<Operator> {
  const found = await analytics.auth.operators.byEmail(email);
  if (found) return found;
  throw new CliError(`there is no operator ${email}; \`joip-analytics operator list\` shows them`, 1);
}

function roleOf(name: string, text: string): Role {
  const role = ROLES.find((each) => each === text);
  if (!role) throw new CliError(`${name} is ${text}, but takes ${ROLES.join(', ')}`);
  return role;
}

function tell(flags: Flags, value: unknown, line: string): void {
  if (flags.json) printJson(value);
  else print(line);
}

async function tellLink(
  opened: OpenedInstallation,
  operator: Operator,
  page: 'sign-in' | 'password-reset',
  validity: string,
  flags: Flags,
): Promise<void> {
  const { link, served } = await linkFor(opened, operator.id, page);
  if (!served)
    note(
      'No server is known to run here, so the beginning of the link is a guess. Where yours is elsewhere, tell its address, ' +
        'mount point included: --public-url https://app.example.com/insights (PUBLIC_URL).',
    );
  if (flags.json) return printJson({ email: operator.email, role: operator.role, link });
  print(link);
  note(`For ${operator.email} (${operator.role}); ${validity}${served ? '' : ', while the server runs'}.`);
}

function lineOf({
  email,
  role,
  signedInAt,
  invitedUntil,
  secondFactor,
  singleSignOn,
}: OperatorDetails): string {
  const waiting = invitedUntil ? `invited until ${invitedUntil.toISOString()}` : 'never signed in';
  return [
    email,
    role,
    signedInAt ? `signed in ${signedInAt.toISOString()}` : waiting,
    ...(secondFactor ? ['second factor'] : []),
    ...(singleSignOn ? ['single sign-on'] : []),
  ].join('  ');
}
