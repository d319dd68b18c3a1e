import type { z } from 'zod';
import type { EndpointName } from '../contract/routes/index.ts';
import type { Schemas } from '../contract/schemas/index.ts';

/** What each endpoint answers with; undefined where it answers without a body. */
export type Answer<E extends EndpointName> = Schemas[E]['answer'] extends z.ZodType
  ? z.infer<Schemas[E]['answer']>
  : undefined;
