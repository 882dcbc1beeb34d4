import { useNavigate } from '@tanstack/react-router';
import { searchWords } from '@sanad/i18n';
import { useId, useState, type KeyboardEvent } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useLanguage } from '../language/language.tsx';
import type { Action } from './registry.ts';

/** All actions by name, and the intelligence by whatever else is written. */
export function Palette({ actions, onClose }: { actions: readonly Action[]; onClose: () => void }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const list = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);

  const wanted = searchWords(text);
  const found = actions
    .filter((action) => action.id !== 'palette' && searchWords(t(action.title)).includes(wanted))
    .map(({ id, title, keys, run }) => ({ id, title: t(title), keys, run }));
  const search = {
    id: 'search',
    title: t('actions.search-for', { text: text.trim() }),
    keys: undefined,
    run: () => void navigate({ to: '/intelligence', search: { text: text.trim() } }),
  };
  const items = text.trim() ? [...found, search] : found;
  const run = (index: number): void => {
    onClose();
    items[index]?.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setChosen((chosen + step + items.length) % items.length);
    }
    if (event.key === 'Enter') run(chosen);
  };

  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal">
        <Dialog className="palette" aria-label={t('actions.open')}>
          <input
            className="input"
            role="combobox"
            aria-expanded
            aria-controls={list}
            aria-activedescendant={`${list}-${chosen}`}
            aria-label={t('actions.placeholder')}
            placeholder={t('actions.placeholder')}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setChosen(0);
            }}
            onKeyDown={onKeyDown}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the reader opened this to write in it
            autoFocus
          />
          <div className="palette-list" role="listbox" id={list} aria-label={t('actions.open')}>
            {items.map((item, index) => (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- keys go to the field, which names the chosen option
              <div
                key={item.id}
                id={`${list}-${index}`}
                role="option"
                aria-selected={index === chosen}
                className="palette-item"
                onClick={() => run(index)}
                onPointerMove={() => setChosen(index)}
              >
                <span>{item.title}</span>
                {item.keys && <Keys keys={item.keys} />}
              </div>
            ))}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Keys as they stand on the keyboard. */
export function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <bdi dir="ltr" className="nowrap">
      {keys.map((key) => (
        <kbd key={key} className="key">
          {key.toUpperCase()}
        </kbd>
      ))}
    </bdi>
  );
}
