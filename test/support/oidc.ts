import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Configuration, Provider } from 'oidc-provider';

/** What the provider knows of someone, by the name that they sign in with there. */
export type People = Record<string, { email: string; email_verified: boolean }>;

/** A real OpenID Connect provider on loopback, which asks for sign-in and consent. */
export async function startProvider(redirectUri: string, people: People) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { client_id: 'analytics', client_secret: 'the secret of the client' };
  const configuration: Configuration = {
    clients: [{ ...client, redirect_uris: [redirectUri], token_endpoint_auth_method: 'client_secret_post' }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    ttl: { Interaction: 60, Session: 60, Grant: 60, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
    pkce: { required: () => true },
    cookies: { keys: ['a key of the test'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
    renderError: (context, out) => {
      context.type = 'json';
      context.body = JSON.stringify(out);
    },
  };
  server.on('request', new Provider(issuer, configuration).callback());
  return {
    issuer,
    ...client,
    /**
     * Goes through sign-in and consent as a browser would, from the address that the client sent it to, to
     * the one that it is sent back to.
     */
    async follow(address: string, login: string): Promise<URL> {
      const jar = new Map<string, string>();
      const ask = async (url: string, body?: Record<string, string>): Promise<Response> => {
        const response = await fetch(url, {
          method: body ? 'POST' : 'GET',
          redirect: 'manual',
          headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
          ...(body ? { body: new URLSearchParams(body) } : {}),
        });
        for (const cookie of response.headers.getSetCookie()) {
          const [name, value] = cookie.split(';', 1)[0]!.split('=') as [string, string];
          jar.set(name, value);
        }
        return response;
      };
      let url = address;
      for (let step = 0; step < 12; step++) {
        if (url.startsWith(redirectUri)) return new URL(url);
        let response = await ask(url);
        if (response.status === 200) {
          const prompt = /name="prompt" value="(\w+)"/.exec(await response.text())![1]!;
          response = await ask(url, prompt === 'login' ? { prompt, login, password: 'any' } : { prompt });
        }
        const location = response.headers.get('location');
        if (!location) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
        url = new URL(location, url).href;
      }
      throw new Error('the provider leads nowhere');
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
