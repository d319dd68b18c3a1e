import * as init from '../init/index.ts';

export interface InitFlags {
  readonly framework?: init.FrameworkName;
  readonly entry?: string;
  readonly app?: string;
  readonly at: string;
  readonly databaseEnv?: string;
  readonly packageManager?: init.PackageManager;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly undo?: boolean;
}

interface Findings {
  readonly found: ReturnType<typeof init.entryOf>;
  readonly looked: init.Looked;
  readonly manager: { readonly value: init.PackageManager; readonly from: string };
  readonly plan: init.Plan;
}

/** What was found, each with where. */
export function findingsOf({ found, looked, manager, plan }: Findings): [what: string, value: string][] {
  const { framework, entry } = found;
  const { variable, other, orm } = looked;
  const database = other
    ? `${other.value} (${other.from}): analytics needs a PostgreSQL of its own`
    : variable
      ? `${variable.value.name} (${variable.from})${variable.value.url ? '' : ', which is set nowhere yet'}`
      : 'none found; name the variable that will hold its address with --database-env, or set DATABASE_URL';
  return [
    ['framework', `${init.FRAMEWORKS[framework.value].title} (${framework.from})`],
    ...(entry.framework === 'next'
      ? []
      : [
          ['app', `${entry.site.statement?.name ?? 'without a name'} in ${entry.path} (${found.from})`] as [
            string,
            string,
          ],
        ]),
    ['language', `${/\.[cm]?ts$/.test(plan.module) ? 'TypeScript' : 'JavaScript'}, ${plan.modules}`],
    ['package manager', `${manager.value} (${manager.from})`],
    ['database', database],
    ['ORM', orm ? `${init.ORMS[orm.value.name].title} (${orm.from})` : 'none found'],
    ['tables', looked.tables],
  ];
}

interface Steps {
  readonly looked: init.Looked;
  readonly manager: init.PackageManager;
  readonly plan: init.Plan;
  readonly project: init.Project;
  readonly variable: string;
  readonly at: string;
  readonly entry: init.Entry;
}

/** What is left to do, in its order. */
export function stepsOf({ looked, manager, plan, project, variable, at, entry }: Steps): string[] {
  const file = looked.variable?.value.file;
  const command = `${init.runCommand(manager)} joip-analytics`;
  const where = [
    ...(/^(?:src\/)?[^/]+$/.test(plan.configuration) ? [] : [`--config ${plan.configuration}`]),
    ...(file ? [`--env-file ${file}`] : []),
  ]
    .map((each) => ` ${each}`)
    .join('');
  const open = looked.proposals.filter(({ state }) => state === 'open').map(({ relation }) => relation);
  const middleware = entry.framework === 'next' ? init.middlewareOf(project) : undefined;
  const old = init.tooOld(project, entry.framework);
  const steps = [
    ...(old ? [`${old}.`] : []),
    ...(init.hasDependency(project, 'joip-analytics')
      ? []
      : [init.installCommand(manager, ['joip-analytics'])]),
    ...(looked.variable?.value.url
      ? []
      : [`Set ${variable} to the address of a PostgreSQL server, version 15 or newer.`]),
    ...(file && !init.readsEnvironment(project)
      ? [`See that ${file} is read when your app starts: node --env-file=${file} …`]
      : []),
    ...(plan.asksForUser ? [`Say in ${plan.module} whose activity it is (userId).`] : []),
    ...(open.length > 0 ? [`Look at what ${plan.configuration} proposes: ${open.join(', ')}.`] : []),
    ...(middleware ? [`See that ${middleware} lets ${at} through.`] : []),
    `Start your app and open ${at}/admin/. The first operator: ${command} operator add you@example.com${where}`,
    `What remains then: ${command} doctor${where}`,
  ];
  return ['', 'next', ...steps.map((step, i) => `  ${i + 1}. ${step}`)];
}
