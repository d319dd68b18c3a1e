import type { accessRoutes } from '../../contract/families/access/routes.ts';
import { NotFound } from '../../reports/errors.ts';
import type { Handler, HandlersOf } from '../handler.ts';
import * as operators from './operators.ts';

const keys: Handler<'keys'> = {
  async run({ services }) {
    const all = await services.auth.keys.list();
    return { body: { keys: all }, rows: all.length };
  },
};

const createKey: Handler<'createKey'> = {
  noted: ({ name, scopes }) => ({ name, scopes }),
  async run({ services, body }) {
    const scopes = [...new Set(body.scopes)];
    const made = await services.auth.keys.create(body.name, scopes);
    return { status: 201, body: { ...made, name: body.name, scopes } };
  },
};

const revokeKey: Handler<'revokeKey'> = {
  target: 'keyId',
  async run({ services, params }) {
    const revoked = await services.auth.keys.revoke(params.keyId);
    if (revoked.length === 0) throw new NotFound('There is no valid key of this id.');
    return {};
  },
};

export const accessHandlers: HandlersOf<typeof accessRoutes> = { ...operators, keys, createKey, revokeKey };
