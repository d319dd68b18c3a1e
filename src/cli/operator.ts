import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Operator, ROLES } from '../auth/index.ts';
import { email as emailType } from '../config/types.ts';
import { addressOf, signInLink } from './host.ts';
import { readServerFile } from './server-file.ts';
import {
  CliError,
  type Flags,
  note,
  type Opened,
  print,
  printJson,
  withAnalytics,
  withDatabase,
} from './shared.ts';

export function register(program: Command): void {
  const operator = program.command('operator').description('People who read the analytics');

  withDatabase(operator.command('create <email>'))
    .description('Let someone in, and print their one-time sign-in link; again changes their role')
    .option('--role <role>', `${ROLES.join(' or ')}: a viewer reads the usage summary alone`, 'admin')
    .option('--json', 'Print the link as JSON')
    .action((email: string, flags: Flags) => {
      const role = ROLES.find((each) => each === flags.role);
      if (!role) throw new CliError(`--role is ${String(flags.role)}, but takes ${ROLES.join(', ')}`);
      if (!emailType.read(email)) throw new CliError(`${email} is no e-mail address`);
      return withAnalytics(flags, async (opened) =>
        tellLink(opened, await opened.analytics.auth.operators.save(email, role), flags),
      );
    });

  withDatabase(operator.command('reset <email>'))
    .description("End someone's sessions, and print a new sign-in link")
    .option('--json', 'Print the link as JSON')
    .action((email: string, flags: Flags) =>
      withAnalytics(flags, async (opened) => {
        const { operators, sessions } = opened.analytics.auth;
        const found = await operators.byEmail(email);
        if (!found)
          throw new CliError(`there is no operator ${email}; \`joip-analytics operator list\` shows them`, 1);
        await sessions.endAll(found.id);
        await tellLink(opened, found, flags);
      }),
    );

  withDatabase(operator.command('list'))
    .description('List operators')
    .option('--json', 'Print them as JSON')
    .action((flags: Flags) =>
      withAnalytics(flags, async ({ analytics }) => {
        const all = await analytics.auth.operators.list();
        if (flags.json) return printJson(all);
        if (all.length === 0)
          note('there is no operator yet; make one with `joip-analytics operator create <email>`');
        for (const { email, role, signedInAt } of all)
          print(
            [email, role, signedInAt ? `signed in ${signedInAt.toISOString()}` : 'never signed in'].join(
              '  ',
            ),
          );
      }),
    );
}

async function tellLink({ analytics, config }: Opened, { id, email, role }: Operator, flags: Flags) {
  const served = readServerFile(resolve(config.dataDir))?.address;
  const address = served ?? addressOf(config, config.port);
  const link = signInLink(address, await analytics.auth.operators.newLink(id));
  if (flags.json) return printJson({ email, role, link });
  print(link);
  note(`For ${email} (${role}); it works once, within 24 hours${served ? '' : ', while the server runs'}.`);
}
