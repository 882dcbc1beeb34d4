import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { MessageKey } from '@sanad/i18n';
import { switchTheme } from '../design/theme.ts';
import { forgetSession } from '../hub/cache.ts';
import { ask } from '../hub/client.ts';
import { useLanguage } from '../language/language.tsx';

/** Something the reader can do, from a button, a key, or the command palette. */
export interface Action {
  readonly id: string;
  readonly title: MessageKey;
  /** Keys one after the other, by their place on a Latin keyboard: they work whatever the layout is set to. */
  readonly keys?: readonly string[];
  readonly run: () => void;
}

/** Windows of the shell that actions open. */
export interface Windows {
  readonly openPalette: () => void;
  readonly openHelp: () => void;
  readonly openSubmit: () => void;
}

/** The one registry of actions. */
export function useActions(windows: Windows): readonly Action[] {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { language, setLanguage } = useLanguage();
  return [
    { id: 'palette', title: 'actions.open', keys: ['/'], run: windows.openPalette },
    { id: 'submit', title: 'submit.open', keys: ['n'], run: windows.openSubmit },
    { id: 'home', title: 'go.home', keys: ['g', 'h'], run: () => void navigate({ to: '/' }) },
    {
      id: 'intelligence',
      title: 'go.intelligence',
      keys: ['g', 'i'],
      run: () => void navigate({ to: '/intelligence' }),
    },
    { id: 'alliances', title: 'go.alliances', keys: ['g', 'a'], run: () => void navigate({ to: '/alliances' }) },
    {
      id: 'administration',
      title: 'go.administration',
      keys: ['g', 's'],
      run: () => void navigate({ to: '/administration' }),
    },
    {
      id: 'language',
      title: 'actions.switch-language',
      keys: ['g', 'l'],
      run: () => setLanguage(language === 'ar' ? 'en' : 'ar'),
    },
    { id: 'theme', title: 'actions.switch-theme', keys: ['g', 't'], run: switchTheme },
    { id: 'help', title: 'actions.help', keys: ['?'], run: windows.openHelp },
    {
      id: 'sign-out',
      title: 'sign-out',
      run: () => void ask('DELETE', '/session').finally(() => forgetSession(cache)),
    },
  ];
}
