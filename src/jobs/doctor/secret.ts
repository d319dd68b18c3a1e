import { usesDatabaseSecret } from '../../secrets/database-secret.ts';
import { type Check, ok, warn } from './check.ts';

export const secret: Check = {
  name: 'secret',
  question: 'Is the secret key kept apart from the data?',
  async run({ db }) {
    if (!(await usesDatabaseSecret(db))) return ok('it is not in the database');
    return warn(
      'it is in the database: whoever reads a copy of it can tell who was erased, and forge the audit log',
      'set SECRET_KEY before the first erasure, such as with `openssl rand -hex 32`; users erased before it are not recognised under another key',
    );
  },
};
