/** An OpenID Connect provider that operators may sign in with. */
export interface OidcOptions {
  /** Its address, below which `/.well-known/openid-configuration` lies. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** As the sign-in page calls it: `Continue with <name>`. */
  readonly name: string;
}

export interface AuthOptions {
  readonly now: () => number;
  /** Signs challenges and encrypts second factors; 32 bytes, for nothing else. */
  readonly key: Uint8Array;
  /** Address that browsers open, mount point included, without a slash at its end. */
  readonly publicUrl?: string | undefined;
  readonly oidc?: OidcOptions | undefined;
  /** As authenticator apps call this installation. Default `joip-analytics`. */
  readonly issuer?: string | undefined;
  /** Told what goes wrong between us and the provider. */
  readonly onWarning: (message: string) => void;
}
