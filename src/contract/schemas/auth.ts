import { z } from 'zod';
import type { authRoutes } from '../routes/auth.ts';
import type { SchemasOf } from './schema.ts';

const token = z.string('takes the part of a sign-in link after #token=').min(1).max(200);

export const authSchemas = {
  signIn: {
    body: z.strictObject({ token }),
    answer: z.object({ operator: z.object({ email: z.string(), role: z.string() }) }),
  },
  signOut: { answer: null },
} satisfies SchemasOf<typeof authRoutes>;
