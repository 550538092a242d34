// Keys of one letter press the button that names them (data-key); the list has first say in its own.
import { expectComposer, keepAhead } from './ahead';
import { visible } from './dom';
import { openPalette } from './palette';

type Handler = (key: string, event: KeyboardEvent) => boolean;
const handlers: Handler[] = [];
const composing = ['c', 'r', 'a', 'f'];
let prefix: { key: string; at: number } | null = null;

export function onKey(handler: Handler): () => void {
  handlers.push(handler);
  return () => { handlers.splice(handlers.indexOf(handler), 1); };
}

function typing(target: EventTarget | null): boolean {
  const node = target as HTMLElement | null;
  return !!node?.closest?.('input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable], [role=textbox], [role=combobox]');
}

export function press(key: string): boolean {
  for (const node of document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)) {
    if (visible(node) || node.closest('[data-commands]')) {
      node.click();
      if (composing.includes(key))
        expectComposer();
      return true;
    }
  }
  return false;
}

export function handleKey(event: KeyboardEvent): void {
  if (event.isComposing || event.defaultPrevented)
    return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
    // In a text being written, Ctrl+K makes a link.
    if ((event.target as HTMLElement).closest?.('.edit'))
      return;
    event.preventDefault();
    openPalette();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open], .mud-dialog'))
    return;
  if (keepAhead(event))
    return;
  if (document.documentElement.dataset.keys === 'off' && event.key.length === 1)
    return;
  const key = event.key.length === 1 && event.shiftKey && /[a-z]/i.test(event.key) ? `Shift+${event.key.toUpperCase()}` : event.key;
  if (prefix && event.timeStamp - prefix.at < 1200 && key.length === 1) {
    const sequence = `${prefix.key} ${key}`;
    prefix = null;
    if (press(sequence))
      event.preventDefault();
    return;
  }
  prefix = null;
  if (key === 'g') {
    prefix = { key, at: event.timeStamp };
    return;
  }
  // Enter and Space belong to the focused control.
  if ((key === 'Enter' || key === ' ') && (event.target as HTMLElement).closest?.('button, a:not([data-row]), summary, [role=button], [role=tab]'))
    return;
  for (const handler of [...handlers].reverse())
    if (handler(key, event)) {
      event.preventDefault();
      return;
    }
  if (key === '/') {
    const input = document.querySelector<HTMLInputElement>('[data-search], [data-find]');
    if (input && visible(input)) {
      event.preventDefault();
      input.focus();
      input.select();
    }
    return;
  }
  if (key === '?') {
    event.preventDefault();
    (document.getElementById('keys') as HTMLDialogElement | null)?.showModal();
    return;
  }
  if (key.length === 1 || key.startsWith('Shift+'))
    if (press(key))
      event.preventDefault();
}

export function startKeys(): void {
  document.addEventListener('keydown', handleKey);
  document.addEventListener('click', event => {
    const target = event.target as HTMLElement;
    const opener = target.closest?.<HTMLElement>('[data-opens]');
    if (opener)
      opener.dataset.opens === 'palette' ? openPalette() : (document.getElementById(opener.dataset.opens!) as HTMLDialogElement | null)?.showModal();
    const closer = target.closest?.('[data-close]');
    if (closer || (target instanceof HTMLDialogElement && target.matches('.box')))
      (target.closest('dialog') as HTMLDialogElement | null)?.close();
  });
}
