import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, safe in a URL and in a cookie. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a token. A plain hash does: 256 random bits can't be guessed from it. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
