import type { AnyExample, Example } from './example.ts';
import type { Route } from './route.ts';
import type { Schema } from './schema.ts';

type Routes = Readonly<Record<string, Route>>;

/** Endpoints of one concern, a chapter of the reference. */
export interface Family<R extends Routes = Routes, S extends SchemasOf<R> = SchemasOf<R>> {
  readonly title: string;
  readonly description: string;
  readonly routes: R;
  readonly summaries: { readonly [Name in keyof R]: string };
  readonly schemas: S;
  readonly examples: { readonly [Name in keyof R]: AnyExample };
}

type SchemasOf<R> = { readonly [Name in keyof R]: Schema };

/** A name that a schema doesn't have, such as a misspelt one, is none of its fields. */
type Known<S> = S & { readonly [Field in Exclude<keyof S, keyof Schema>]: never };

/**
 * Puts a family together: for each of its routes what it does in a line, what it takes and answers, and a call that is answered well. The
 * compiler asks for the ones that are missing, and holds each call against the route's path and the schema.
 */
export function family<const R extends Routes, const S extends SchemasOf<R>>(told: {
  readonly title: string;
  readonly description: string;
  readonly routes: R;
  readonly endpoints: {
    readonly [Name in keyof S]: {
      readonly summary: string;
      readonly schema: Known<S[Name]>;
      readonly example: Name extends keyof R ? Example<R[Name]['path'], NoInfer<S[Name]>> : never;
    };
  };
}): Family<R, S> {
  const { endpoints, ...rest } = told;
  const each = <Part extends 'summary' | 'schema' | 'example'>(part: Part) =>
    Object.fromEntries(
      Object.entries(endpoints as Record<string, Record<Part, unknown>>).map(([name, endpoint]) => [
        name,
        endpoint[part],
      ]),
    );
  return {
    ...rest,
    summaries: each('summary') as { [Name in keyof R]: string },
    schemas: each('schema') as S,
    examples: each('example') as { [Name in keyof R]: AnyExample },
  };
}
