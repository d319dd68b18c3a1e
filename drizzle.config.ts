import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/db/schema/generate.ts',
  out: './drizzle',
  schemaFilter: ['analytics'],
});
