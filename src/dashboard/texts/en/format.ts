export const points = (number: string) => `${number} pts`;
export const justNow = 'just now';
