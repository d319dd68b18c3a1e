import { columnType, type Table } from './table.ts';

const CREATE = /create\s+table\s+(?:if\s+not\s+exists\s+)?(?:"?(\w+)"?\.)?"?(\w+)"?\s*\(([\s\S]*?)\)\s*;/gi;

/** The tables that a file of SQL makes, such as a migration. */
export function tablesOfSql(text: string): Table[] {
  const clean = text.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, '');
  return [...clean.matchAll(CREATE)].map(([, schema, name, body]) => {
    const parts = body!.split(/,(?![^()]*\))/).map((part) => part.trim());
    const key = parts.flatMap((part) => {
      const whole = /^(?:constraint\s+\S+\s+)?primary\s+key\s*\(([^)]*)\)/i.exec(part);
      if (whole) return whole[1]!.split(',').map(bare);
      return /\bprimary\s+key\b/i.test(part) ? [bare(part.split(/\s/)[0]!)] : [];
    });
    const columns = parts
      .filter((part) => !/^(?:constraint|primary|foreign|unique|check|exclude|like)\b/i.test(part))
      .map((part) => {
        const [, column = '', type = ''] = /^("[^"]+"|\S+)\s+([\s\S]*)$/.exec(part) ?? [];
        return {
          name: bare(column),
          type: columnType(type),
          references: /\breferences\s+(?:"?\w+"?\.)?"?(\w+)"?/i.exec(part)?.[1],
        };
      })
      .filter((column) => column.name !== '');
    return { schema: schema ?? 'public', name: name!, columns, key };
  });
}

const bare = (name: string): string => name.trim().replaceAll('"', '');
