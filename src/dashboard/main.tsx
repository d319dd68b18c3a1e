import './api/early.ts';
import './styles/app.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { askEarly } from './api/ask-early.ts';
import { queryClient } from './api/query-client.ts';
import { router } from './router.tsx';
import { renewCode } from './widgets/renew-code.ts';

renewCode();
askEarly();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
