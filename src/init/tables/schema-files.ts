import type { Source } from '../code/source.ts';
import type { Found } from '../error.ts';
import type { OrmName } from '../project/orm.ts';
import type { Project } from '../project/project.ts';
import { tablesOfDrizzle, tablesOfKnex, tablesOfKysely, tablesOfTypeorm } from './code-schema.ts';
import { tablesOfPrisma } from './prisma.ts';
import { tablesOfSql } from './sql.ts';
import type { Table } from './table.ts';

interface Reader {
  readonly files: RegExp;
  readonly read: (source: Source) => Table[];
}

const sql: Reader = { files: /\.sql$/, read: ({ text }) => tablesOfSql(text) };
const code = (read: Reader['read']): Reader => ({ files: /(?<!\.d)\.[cm]?[jt]s$/, read });

const readers: Readonly<Record<OrmName, readonly Reader[]>> = {
  prisma: [{ files: /\.prisma$/, read: ({ text }) => tablesOfPrisma(text) }],
  drizzle: [code(tablesOfDrizzle)],
  typeorm: [code(tablesOfTypeorm)],
  knex: [code(tablesOfKnex)],
  kysely: [code(tablesOfKysely), sql],
  pg: [sql],
};

/** The tables as an ORM's own files tell them, for where the database can't be asked. */
export function tablesInFiles(project: Project, orm: OrmName): Found<Table[]> | undefined {
  const tables: Table[] = [];
  const from: string[] = [];
  for (const { files, read } of readers[orm])
    for (const path of project.files.filter((each) => files.test(each))) {
      const found = read(project.source(path)).filter(({ name }) => name !== '');
      if (found.length > 0) from.push(path);
      tables.push(...found);
    }
  return tables.length > 0
    ? {
        value: tables,
        from:
          from.length > 3 ? `${from.slice(0, 3).join(', ')} and ${from.length - 3} more` : from.join(', '),
      }
    : undefined;
}
