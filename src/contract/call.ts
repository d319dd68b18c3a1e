import type { z } from 'zod';
import type { EndpointName, routes } from './routes/index.ts';
import type { Schemas } from './schemas/index.ts';
import type { ActivityInput } from './track.ts';

/** What a call of an endpoint is made of, told by its route and schema. Types alone: nothing is loaded. */

type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** Values of `:name` in the path. */
export type ParamsOf<E extends EndpointName> = {
  readonly [Name in Names<(typeof routes)[E]['path']>]: string;
};

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
export type QueryOf<E extends EndpointName> = Schemas[E] extends {
  readonly query: (catalogue: never) => infer Q extends z.ZodType;
}
  ? QueryOfSchema<Q>
  : Readonly<Record<string, never>>;

interface Judged {
  track: ActivityInput | { readonly activities: readonly ActivityInput[] };
}

/** The JSON body; undefined where none is read. */
export type BodyOf<E extends EndpointName> = E extends keyof Judged
  ? Judged[E]
  : Schemas[E] extends { readonly body: infer B extends z.ZodType }
    ? z.input<B>
    : undefined;

/** The JSON answer; undefined for one without a body or of another media type. */
export type AnswerOf<E extends EndpointName> = Schemas[E]['answer'] extends z.ZodType
  ? z.infer<Schemas[E]['answer']>
  : undefined;

/** Endpoints that answer another media type beside, or instead of, JSON. */
export type MediaEndpoint = {
  [E in EndpointName]: Schemas[E] extends { readonly media: readonly string[] } ? E : never;
}[EndpointName];

/** What a call takes. `params` and `body` are asked for where the endpoint needs them. */
export type InputOf<E extends EndpointName> = (keyof ParamsOf<E> extends never
  ? { readonly params?: Readonly<Record<string, never>> }
  : { readonly params: ParamsOf<E> }) &
  (BodyOf<E> extends undefined ? { readonly body?: undefined } : { readonly body: BodyOf<E> }) & {
    readonly query?: QueryOf<E>;
  };
