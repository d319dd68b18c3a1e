/** `overall` is everything together. Each has its tint in styles/app.css. */
export type Category = 'users' | 'content' | 'revenue' | 'features' | 'overall';
