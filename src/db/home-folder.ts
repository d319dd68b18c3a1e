import { homedir } from 'node:os';

/** This user's home; `undefined` for a user id without an account or HOME, as containers may have. */
export function homeFolder(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
