import { type Column, columnType, type Table } from './table.ts';

const PRISMA_TYPES: Readonly<Record<string, string>> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Float: 'double precision',
  Decimal: 'numeric',
  Boolean: 'boolean',
  DateTime: 'timestamp',
};

/** The tables of a `schema.prisma`. */
export function tablesOfPrisma(text: string): Table[] {
  const clean = text.replaceAll(/\/\/[^\n]*/g, '');
  const blocks = [...clean.matchAll(/^[ \t]*(model|enum)\s+(\w+)\s*\{([^}]*)\}/gm)];
  const enums = new Map(
    blocks.filter(([, kind]) => kind === 'enum').map(([, , name, body]) => [name!, labelsOf(body!)]),
  );
  const names = new Map(
    blocks.map(([, , name, body]) => [name!, /@@map\("([^"]+)"\)/.exec(body!)?.[1] ?? name!]),
  );
  return blocks.flatMap(([, kind, model = '', body = '']) => {
    if (kind !== 'model') return [];
    const lines = body.split('\n').map((line) => line.trim());
    const stored = new Map<string, string>();
    const references = new Map<string, string>();
    const columns: Column[] = [];
    for (const line of lines) {
      const [, field, type, list, rest = ''] = /^(\w+)\s+(\w+)(\[\])?\??(.*)$/.exec(line) ?? [];
      if (!field || !type) continue;
      const relation = /@relation\([^)]*fields:\s*\[(\w+)\]/.exec(rest)?.[1];
      if (relation) references.set(relation, names.get(type) ?? type);
      if (list || (!PRISMA_TYPES[type] && !enums.has(type))) continue;
      const name = /@map\("([^"]+)"\)/.exec(rest)?.[1] ?? field;
      stored.set(field, name);
      const exact = /@db\.(\w+)/.exec(rest)?.[1];
      columns.push({
        name,
        type: enums.has(type) ? 'text' : columnType(exact ?? PRISMA_TYPES[type]!),
        labels: enums.get(type),
      });
    }
    const key =
      /@@id\(\[([^\]]+)\]/.exec(body)?.[1]?.split(',') ??
      lines.filter((line) => /\s@id\b/.test(line)).map((line) => line.split(/\s/)[0]!);
    for (const [field, table] of references) {
      const at = columns.findIndex(({ name }) => name === (stored.get(field) ?? field));
      if (at !== -1) columns[at] = { ...columns[at]!, references: table };
    }
    return [
      {
        schema: /@@schema\("([^"]+)"\)/.exec(body)?.[1] ?? 'public',
        name: names.get(model)!,
        columns,
        key: key.map((each) => stored.get(each.trim()) ?? each.trim()),
      },
    ];
  });
}

const labelsOf = (body: string): string[] =>
  body
    .split('\n')
    .map((line) => /@map\("([^"]+)"\)/.exec(line)?.[1] ?? /^\s*(\w+)/.exec(line)?.[1] ?? '')
    .filter(Boolean);
