import './data/early.ts';
import './styles/app.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { askEarly } from './data/ask-early.ts';
import { queryClient } from './data/query-client.ts';
import { router } from './router.tsx';
import { renewCode } from './shell/renew-code.ts';

renewCode();
askEarly();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
