/** The library's word for why it refused; undefined for what is no refusal but a fault. */
export function libraryRefusal(error: unknown): string | undefined {
  const { statusCode, body } = error as { statusCode?: unknown; body?: { code?: unknown } };
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode >= 500) return undefined;
  return String(body?.code ?? statusCode);
}

/** Runs a call of the library; what it refuses becomes the word for it. */
export async function orRefusal<T>(call: Promise<T>): Promise<T | { readonly refused: string }> {
  try {
    return await call;
  } catch (error) {
    const refused = libraryRefusal(error);
    if (refused === undefined) throw error;
    return { refused };
  }
}
