import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ask } from '../../hub/client.ts';
import { useLanguage } from '../../language/language.tsx';
import { say, toastTime } from '../../shell/toasts.tsx';

/** Withdraws an object once the time to take it back has passed; leaving the console does not stop it. */
export function useWithdraw(): (id: string, name: string) => void {
  const { t } = useLanguage();
  const cache = useQueryClient();
  const navigate = useNavigate();
  return (id, name) => {
    const path = `/objects/${encodeURIComponent(id)}`;
    const leave = (): void => {
      void fetch(`/api/v1${path}`, { method: 'DELETE', keepalive: true });
    };
    const send = (): void => {
      removeEventListener('pagehide', leave);
      ask('DELETE', path)
        .then(() => cache.resetQueries({ queryKey: ['objects'] }))
        .catch((error: Error) => say(error.message));
    };
    const timer = setTimeout(send, toastTime);
    addEventListener('pagehide', leave);
    say(t('object.withdrawing', { name }), {
      label: t('undo'),
      run: () => {
        clearTimeout(timer);
        removeEventListener('pagehide', leave);
        say(t('object.withdraw-undone'));
        void navigate({ to: '/intelligence/$id', params: { id } });
      },
    });
    void navigate({ to: '/intelligence' });
  };
}
