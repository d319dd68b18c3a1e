import type { Access, Route } from '../contract/index.ts';

export const securitySchemes = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description:
      'An API key with a scope: `track` records, `read` reads as an admin does, `admin` also acts.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-joip_session_INSTALLATION',
    description:
      'Session of a signed-in operator; INSTALLATION is eight characters of each server. Under a base path it begins ' +
      'with `__Secure-`, and over plain HTTP on the machine itself with `joip_session`.',
  },
};

/** Credentials that an endpoint takes, one of them. */
export function securityOf({ access }: Route): Record<string, string[]>[] {
  if (access === 'anyone' || access === 'user') return [];
  return access === 'track' ? [{ key: [] }] : [{ key: [] }, { session: [] }];
}

/** Who may call, in words. */
export function accessOf({ access, method }: Route): string {
  const keys = method === 'GET' ? 'API keys with scope `read` or `admin`' : 'API keys with scope `admin`';
  const told: Record<Access, string> = {
    anyone: 'Open to anyone.',
    user: 'Open to users of the platform: by its own session where it is mounted there, or by `token`.',
    track: 'Open to API keys with scope `track`.',
    admin: `Open to operators with role \`admin\`, and to ${keys}.`,
    viewer: `Open to operators with role \`admin\` or \`viewer\`, and to ${keys}.`,
    'signed-in': `Open to every signed-in operator, and to ${keys}.`,
  };
  return told[access];
}
