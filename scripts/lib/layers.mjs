// Who may import whom, as CONTRIBUTING.md has it; types count. biome.json enforces it; check-layers.mjs holds
// the two together.

/** What runs on a server, below HTTP, each with what it may import. */
const server = {
  log: [],
  spool: [],
  db: ['catalogue'],
  secrets: ['db'],
  config: ['catalogue', 'contract'],
  store: ['catalogue', 'db'],
  ingest: ['catalogue', 'contract', 'db', 'log', 'spool', 'store'],
  import: ['catalogue', 'contract', 'db', 'ingest'],
  export: ['catalogue', 'contract', 'db', 'store'],
  reports: ['catalogue', 'contract', 'db', 'store'],
  auth: ['catalogue', 'contract', 'db'],
  audit: ['catalogue', 'contract', 'db', 'secrets'],
  jobs: ['catalogue', 'contract', 'db', 'log', 'secrets', 'spool', 'store', 'ingest', 'reports', 'audit'],
  backup: ['catalogue', 'db', 'store', 'jobs'],
  operation: ['catalogue', 'contract', 'db', 'log', 'ingest'],
  sample: ['catalogue', 'contract', 'db', 'ingest'],
  init: ['db', 'log'],
};
const below = ['catalogue', 'contract', 'openapi', ...Object.keys(server)];
/** What only the command line opens. */
const commandsOwn = ['import', 'config', 'backup', 'sample', 'init'];

/** Every folder of src/, with the ones that it may import. */
export const layers = /** @type {Record<string, readonly string[]>} */ ({
  catalogue: [],
  contract: ['catalogue'],
  client: ['catalogue', 'contract'],
  tracking: ['catalogue', 'contract'],
  sdk: ['catalogue', 'contract', 'tracking', 'spool'],
  beacon: ['catalogue', 'contract', 'tracking'],
  openapi: ['catalogue', 'contract'],
  dashboard: ['catalogue', 'contract', 'client'],
  parts: ['catalogue', 'contract', 'client', 'dashboard'],
  ...server,
  tx: ['ingest'],
  http: below.filter((name) => !commandsOwn.includes(name)),
  app: [...below, 'http', 'tracking'],
  mount: ['contract', 'ingest', 'http', 'app'],
  cli: [...below, 'http', 'app'],
});

/** The rooms of the panel: each may import those after it; one view never another. */
export const rooms = ['views', 'shell', 'charts', 'numbers', 'ui', 'data', 'format'];

/** The one file that stands in src/ itself: the package's entry, which no layer may import. */
export const entry = 'index.ts';

/** Layers that also run in a browser: nothing of Node's. */
export const browserSafe = [
  'catalogue',
  'contract',
  'client',
  'tracking',
  'sdk',
  'beacon',
  'dashboard',
  'parts',
];

/** How many folders deep a layer's files stand at most; a rule names each way up. */
export const deepest = 4;
