import './design/index.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createHubCache } from './hub/cache.ts';
import { LanguageProvider } from './language/language.tsx';
import { applyTheme, storedTheme } from './design/theme.ts';
import { createConsoleRouter } from './router.tsx';
import { Toasts } from './shell/toasts.tsx';

applyTheme(storedTheme());
const cache = createHubCache();
const router = createConsoleRouter(cache);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={cache}>
        <LanguageProvider navigate={(to) => void router.navigate({ href: to })}>
          <RouterProvider router={router} />
          <Toasts />
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
