/** What the facts of users who were erased are kept under, all of them together. */
export const isErased = (userId: string): boolean => /^\(erased(?:, internal)?\)$/.test(userId);
