import { useEffect, useRef } from 'react';
import type { Action } from './registry.ts';

const patience = 1200;

/** Runs actions by their keys, unless the reader is writing or a window is open. Ctrl or Cmd with K opens the palette. */
export function useKeys(actions: readonly Action[]): void {
  const current = useRef(actions);
  useEffect(() => {
    current.current = actions;
  });
  useEffect(() => {
    let pressed: string[] = [];
    let at = 0;
    const listen = (event: KeyboardEvent): void => {
      const key = keyOf(event);
      if ((event.ctrlKey || event.metaKey) && key === 'k') {
        event.preventDefault();
        current.current.find((action) => action.id === 'palette')?.run();
        return;
      }
      const busy = event.ctrlKey || event.metaKey || event.altKey || writing(event.target);
      if (busy || document.querySelector('[role=dialog]')) return;
      pressed = event.timeStamp - at > patience ? [key] : [...pressed.slice(-1), key];
      at = event.timeStamp;
      const ends = (keys: readonly string[]): boolean => pressed.join(' ').endsWith(keys.join(' '));
      const action = current.current.find(({ keys }) => keys && ends(keys));
      if (!action) return;
      event.preventDefault();
      pressed = [];
      action.run();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** The letter at a place of the keyboard: an Arabic layout gives the same places other letters. */
function keyOf(event: KeyboardEvent): string {
  if (/^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
  if (event.code === 'Slash') return event.shiftKey ? '?' : '/';
  return event.key;
}

const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
