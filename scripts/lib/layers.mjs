// Who may import whom, as CONTRIBUTING.md has it. biome.json enforces it; check-layers.mjs holds the two together.

/** Folders of src/ that belong to one layer each, with the ones that they may import. */
export const layers = /** @type {Record<string, readonly string[]>} */ ({
  catalogue: [],
  contract: ['catalogue'],
  client: ['catalogue', 'contract'],
  openapi: ['catalogue', 'contract'],
  dashboard: ['catalogue', 'contract', 'client'],
  db: ['catalogue'],
  config: ['catalogue', 'contract'],
  store: ['catalogue', 'db'],
  ingest: ['catalogue', 'contract', 'db', 'store'],
  import: ['catalogue', 'contract', 'db', 'ingest'],
  export: ['catalogue', 'contract', 'db', 'store'],
  reports: ['catalogue', 'contract', 'db', 'store'],
  auth: ['catalogue', 'contract', 'db'],
  audit: ['catalogue', 'contract', 'db'],
  jobs: ['catalogue', 'contract', 'db', 'store', 'ingest', 'reports', 'audit'],
  backup: ['catalogue', 'db', 'store', 'jobs'],
  operation: ['catalogue', 'contract', 'db', 'ingest'],
  sample: ['catalogue', 'contract', 'db', 'ingest'],
  http: [
    'catalogue',
    'contract',
    'db',
    'store',
    'ingest',
    'import',
    'export',
    'reports',
    'auth',
    'audit',
    'jobs',
    'operation',
    'sample',
    'config',
    'openapi',
  ],
});

/** What composes the layers; no layer may import it, and it may import all of them but the panel. */
export const composers = ['cli', 'analytics.ts'];

/** Layers that also run in a browser: nothing of Node's. */
export const browserSafe = ['catalogue', 'contract', 'client', 'dashboard'];
