import type { z } from 'zod';
import type { CatalogueInput } from '../../catalogue/index.ts';

/** What an endpoint takes and answers, beside its route. */
export interface Schema {
  /** Accepted parameters of the query; none where absent. They follow from the catalogue. */
  readonly query?: (catalogue: CatalogueInput) => z.ZodObject;
  /** Parameters beside these: the address is made by another program, which may add its own. */
  readonly others?: 'ignored';
  /** The path's parameters where they are more than a text of 1 to 200; what doesn't fit is 404. */
  readonly params?: z.ZodObject;
  /** The JSON body; none is read where absent. */
  readonly body?: z.ZodType;
  /** Bytes of the body at most, after decompression. Default 1 MiB. */
  readonly bytes?: number;
  /** The body is only described: its items are judged one by one, and a bad one doesn't fail the rest. */
  readonly judged?: true;
  /** The JSON answer; null for one without a body (204) or of another media type. */
  readonly answer: z.ZodType | null;
  /** Media types that are answered beside, or instead of, JSON. */
  readonly media?: readonly string[];
}

/** What a list is sent as beside JSON, by `format`. */
export const FILES = ['text/csv', 'application/x-ndjson'] as const;
