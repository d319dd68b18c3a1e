import type { accessRoutes } from '../../contract/routes/access.ts';
import type { ExamplesOf } from './example.ts';

const ID = '0d9a4e1c-6f0b-4a52-9c38-5b1f7e2d8a64';
const operatorId = { params: { operatorId: ID } };
const LAST = { 409: 'It is the last administrator who signs in.' };

export const accessExamples: ExamplesOf<typeof accessRoutes> = {
  operators: {},
  inviteOperator: {
    body: { email: 'ann@example.com', role: 'viewer' },
    status: 201,
    description: 'The link is valid for seven days and once. Inviting again makes a new one.',
    errors: { 409: 'There is an operator of this e-mail, who signed in before.' },
  },
  changeOperator: { ...operatorId, body: { role: 'admin' }, errors: LAST },
  removeOperator: { ...operatorId, errors: LAST },
  makeResetLink: { ...operatorId, status: 201, description: 'The link is valid for a day and once.' },
  signOutOperator: operatorId,
  keys: {},
  createKey: { body: { name: 'web server', scopes: ['track'] }, status: 201 },
  revokeKey: { params: { keyId: ID } },
};
