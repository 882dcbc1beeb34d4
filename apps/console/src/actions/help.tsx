import { Window } from '../design/surfaces.tsx';
import { useLanguage } from '../language/language.tsx';
import { Keys } from './palette.tsx';
import type { Action } from './registry.ts';

/** The keys of all actions. */
export function Help({ actions, onClose }: { actions: readonly Action[]; onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Window title={t('actions.help')} onClose={onClose}>
      <ul className="list">
        {actions.map(
          (action) =>
            action.keys && (
              <li key={action.id}>
                {t(action.title)}
                <Keys keys={action.keys} />
              </li>
            ),
        )}
      </ul>
    </Window>
  );
}
