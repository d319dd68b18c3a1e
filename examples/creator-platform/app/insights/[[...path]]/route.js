import { analyticsRoutes } from 'joip-analytics/next';
import { analytics } from '../../platform.js';

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = analyticsRoutes(analytics);
