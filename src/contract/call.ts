import type { z } from 'zod';
import type { Schemas } from './families/index.ts';
import type { Body, Input, Params, Query } from './families/input.ts';
import type { EndpointName, routes } from './families/routes.ts';

/** What a call of each endpoint is made of. Types alone: nothing is loaded. */

type PathOf<E extends EndpointName> = (typeof routes)[E]['path'];

export type ParamsOf<E extends EndpointName> = Params<PathOf<E>>;
export type QueryOf<E extends EndpointName> = Query<Schemas[E]>;
export type BodyOf<E extends EndpointName> = Body<Schemas[E]>;
export type InputOf<E extends EndpointName> = Input<PathOf<E>, Schemas[E]>;

/** The JSON answer; undefined for one without a body or of another media type. */
export type AnswerOf<E extends EndpointName> = Schemas[E]['answer'] extends z.ZodType
  ? z.infer<Schemas[E]['answer']>
  : undefined;

/** Endpoints that answer another media type beside, or instead of, JSON. */
export type MediaEndpoint = {
  [E in EndpointName]: Schemas[E] extends { readonly media: readonly string[] } ? E : never;
}[EndpointName];
