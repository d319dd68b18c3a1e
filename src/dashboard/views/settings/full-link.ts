/** A link that was just made, for whom, and until when it holds. */
export interface HandedLink {
  readonly title: string;
  readonly email: string;
  readonly link: string;
  readonly expiresAt: string;
}

/**
 * A link of the server with its whole address. Without a public address it begins with the path, and this panel's own
 * address is the one that is known to work.
 */
export const fullLink = (link: string): string =>
  link.startsWith('/')
    ? new URL(link.slice(link.lastIndexOf('/admin/') + '/admin/'.length), document.baseURI).href
    : link;
