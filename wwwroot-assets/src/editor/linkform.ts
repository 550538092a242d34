// Makes, changes and removes a link.
import { element } from '../dom';
import type { RichEditor } from './editor';

/** Fills the menu with the form. */
export function fillLinkForm(menu: HTMLElement, editor: () => RichEditor, unlink: () => void): void {
  const form = element('form');
  const address = element('input', 'input');
  const text = element('input', 'input');
  address.placeholder = 'https://';
  address.ariaLabel = 'Address of the link';
  address.inputMode = 'url';
  text.placeholder = 'Text';
  text.ariaLabel = 'Text of the link';
  const error = element('p', 'error');
  error.role = 'alert';
  const acts = element('div', 'acts');
  const take = element('button', 'btn small', 'Remove link');
  take.type = 'button';
  take.onclick = () => { menu.hidePopover(); unlink(); };
  acts.append(take, element('button', 'btn small primary', 'Apply'));
  form.append(address, text, error, acts);
  menu.append(form);
  menu.addEventListener('beforetoggle', event => {
    if ((event as ToggleEvent).newState !== 'open')
      return;
    const now = editor().selectedLink();
    address.value = now.address;
    text.value = now.text;
    error.textContent = '';
    take.hidden = !now.address;
  });
  menu.addEventListener('toggle', event => {
    if ((event as ToggleEvent).newState === 'open') {
      address.focus();
      address.select();
    }
  });
  form.onsubmit = event => {
    event.preventDefault();
    const typed = address.value.trim();
    const full = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : /^[^\s@/]+@[^\s@/]+$/.test(typed) ? `mailto:${typed}` : `https://${typed}`;
    if (!typed || !/^(https?:\/\/[^\s]+|mailto:[^\s]+|tel:[\d+()\s-]+)$/i.test(full)) {
      error.textContent = 'A link begins with https://, mailto: or tel:.';
      address.focus();
      return;
    }
    menu.hidePopover();
    editor().focus();
    editor().link(full, text.value.trim());
  };
}
