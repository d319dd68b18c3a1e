import { z } from 'zod';
import * as contract from '../contract/index.ts';
import { type Schema, schemas } from '../contract/index.ts';
import type { JsonSchema } from './types.ts';

const PREFIX = '#/components/schemas/';
type Io = 'input' | 'output';

/** Every exported schema under its own name, and each endpoint's under the endpoint's. */
function registryOf(io: Io): z.core.$ZodRegistry<{ id: string }> {
  const registry = z.registry<{ id: string }>();
  const add = (schema: unknown, id: string) => {
    if (
      schema instanceof z.ZodObject ||
      schema instanceof z.ZodUnion ||
      schema instanceof z.ZodDiscriminatedUnion
    )
      if (!registry.has(schema)) registry.add(schema, { id });
  };
  for (const [name, value] of Object.entries(contract)) if (/^[A-Z]/.test(name)) add(value, name);
  for (const [name, { body, answer }] of Object.entries<Schema>(schemas)) {
    const Name = name.charAt(0).toUpperCase() + name.slice(1);
    if (io === 'input') add(body, `${Name}Body`);
    else add(answer, `${Name}Answer`);
  }
  return registry;
}

const options = (io: Io) => ({
  io,
  target: 'draft-2020-12' as const,
  unrepresentable: 'any' as const,
  override: ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: object }) =>
    tidy(jsonSchema as JsonSchema, zodSchema),
});

/** Takes out what says nothing to a reader, and what would forbid us to add a field. */
function tidy(schema: JsonSchema, zod: z.core.$ZodTypes): void {
  if (zod._zod.def.type === 'object' && !zod._zod.def.catchall) delete schema.additionalProperties;
  if (schema.format) delete schema.pattern;
  if (schema.type === 'integer' && schema.pattern) delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (JSON.stringify(schema.propertyNames) === '{"type":"string"}') delete schema.propertyNames;
}

function componentsOf(io: Io) {
  const registry = registryOf(io);
  const { schemas: all } = z.toJSONSchema(registry, { ...options(io), uri: (id) => PREFIX + id });
  const made: Record<string, JsonSchema> = {};
  for (const [id, schema] of Object.entries(all)) {
    const { $schema, $id, ...rest } = schema as JsonSchema;
    made[id] = rest;
  }
  return { nameOf: (schema: z.ZodType) => registry.get(schema)?.id, made };
}

/** JSON schemas of bodies (as they are sent) and of answers, shared ones by reference. */
export function createComponents() {
  const input = componentsOf('input');
  const output = componentsOf('output');
  /** A schema whose body and answer differ, such as one with defaults, has two names. */
  const renamed = new Map(
    Object.keys(input.made)
      .filter((id) => output.made[id] && JSON.stringify(output.made[id]) !== JSON.stringify(input.made[id]))
      .map((id) => [id, `${id}Input`]),
  );
  const used: Record<string, JsonSchema> = {};

  function use(io: Io, id: string): string {
    const name = io === 'input' ? (renamed.get(id) ?? id) : id;
    if (!used[name]) {
      used[name] = {};
      used[name] = relinked(io, (io === 'input' ? input : output).made[id]!);
    }
    return PREFIX + name;
  }

  function relinked<T>(io: Io, value: T): T {
    if (Array.isArray(value)) return value.map((each) => relinked(io, each)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        key === '$ref' && typeof each === 'string' && each.startsWith(PREFIX)
          ? use(io, each.slice(PREFIX.length))
          : relinked(io, each),
      ]),
    ) as T;
  }

  return {
    /** Those that were asked for, and what they refer to, by name. */
    used: () => Object.fromEntries(Object.entries(used).sort(([a], [b]) => (a < b ? -1 : 1))),
    schemaOf(io: Io, schema: z.ZodType): JsonSchema {
      const id = (io === 'input' ? input : output).nameOf(schema);
      return id ? { $ref: use(io, id) } : plainSchema(io, schema);
    },
  };
}

export type Components = ReturnType<typeof createComponents>;

/** One schema by itself, nothing by reference. */
export function plainSchema(io: Io, schema: z.ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, options(io)) as JsonSchema;
  return rest;
}
