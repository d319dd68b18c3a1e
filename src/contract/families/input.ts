import type { z } from 'zod';
import type { Schema } from './schema.ts';

/** What a call of an endpoint is made of, told by its path and schema. Types alone: nothing is loaded. */

type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** Values of `:name` in the path. */
export type Params<Path extends string> = { readonly [Name in Names<Path>]: string };

/** As text or as what the server makes of it: `pageSize: 50`, `groupBy: ['day', 'theme']`. */
type Value<In, Out> = In | (Out extends readonly (infer Item)[] ? readonly Item[] : Out);

/** Values of breakdowns that the catalogue declares (`{ theme: 'JOI' }`), where the endpoint has filters. */
interface Breakdowns {
  readonly breakdowns?: Readonly<Record<string, string>>;
}

type QueryOfSchema<Q extends z.ZodType> = {
  readonly [K in keyof z.input<Q>]?: K extends keyof z.output<Q>
    ? Value<z.input<Q>[K], z.output<Q>[K]>
    : z.input<Q>[K];
} & (z.input<Q> extends { details?: unknown }
  ? 'details' extends keyof z.input<Q>
    ? Breakdowns
    : unknown
  : unknown);

/** Accepted parameters of the query; `details: { NAME: VALUE }` is sent as `filter[details.NAME]=VALUE`. */
export type Query<S extends Schema> = S extends {
  readonly query: (catalogue: never) => infer Q extends z.ZodType;
}
  ? QueryOfSchema<Q>
  : Readonly<Record<string, never>>;

/** The JSON body; undefined where none is read. */
export type Body<S extends Schema> = S extends { readonly body: infer B extends z.ZodType }
  ? z.input<B>
  : undefined;

/** What a call takes. `params` and `body` are asked for where the endpoint needs them. */
export type Input<Path extends string, S extends Schema> = (keyof Params<Path> extends never
  ? { readonly params?: Readonly<Record<string, never>> }
  : { readonly params: Params<Path> }) &
  (Body<S> extends undefined ? { readonly body?: undefined } : { readonly body: Body<S> }) & {
    readonly query?: Query<S>;
  };
