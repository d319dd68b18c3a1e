import { NotFound } from '../../reports/errors.ts';
import type { Handler } from '../handler.ts';

export const keys: Handler<'keys'> = {
  async run({ services }) {
    const all = await services.auth.keys.list();
    return { body: { keys: all }, rows: all.length };
  },
};

export const createKey: Handler<'createKey'> = {
  noted: ({ name, scopes }) => ({ name, scopes }),
  async run({ services, body }) {
    const scopes = [...new Set(body.scopes)];
    const made = await services.auth.keys.create(body.name, scopes);
    return { status: 201, body: { ...made, name: body.name, scopes } };
  },
};

export const revokeKey: Handler<'revokeKey'> = {
  target: 'keyId',
  async run({ services, params }) {
    const revoked = await services.auth.keys.revoke(params.keyId);
    if (revoked.length === 0) throw new NotFound('There is no valid key of this id.');
    return {};
  },
};
