// The formatting tools of a composer: one stop for the Tab key, arrow keys inside, the state of the text at the caret shown on them.
import { element, icon } from '../dom';
import type { Format, RichEditor } from './editor';

const fonts: [string, string][] = [
  ['Arial', 'Arial, Helvetica, sans-serif'], ['Calibri', 'Calibri, Carlito, Arial, sans-serif'], ['Georgia', 'Georgia, serif'], ['Tahoma', 'Tahoma, Geneva, sans-serif'],
  ['Times New Roman', '"Times New Roman", Times, serif'], ['Trebuchet', '"Trebuchet MS", sans-serif'], ['Verdana', 'Verdana, Geneva, sans-serif'], ['Courier', '"Courier New", Courier, monospace'],
];
const sizes: [string, string][] = [['Small', '8pt'], ['Normal', '10.5pt'], ['Medium', '12pt'], ['Large', '16pt'], ['Huge', '22pt']];
const colours: [string, string][] = [
  ['Black', '#000000'], ['Dark grey', '#44474d'], ['Grey', '#6f7680'], ['Red', '#b3261e'], ['Orange', '#b35300'], ['Brown', '#7a4f1d'],
  ['Green', '#0b6b4f'], ['Teal', '#00696f'], ['Blue', '#1a56b8'], ['Navy', '#1d2f6f'], ['Violet', '#6b3fa0'], ['Pink', '#ad2a6b'],
];
const grounds: [string, string][] = [
  ['Yellow', '#fff3a3'], ['Green', '#d3f2d0'], ['Blue', '#d3e6fb'], ['Pink', '#fbd8e5'], ['Orange', '#fde2c4'], ['Grey', '#e6e7e9'],
];
const toggles: [string, string, string, keyof Format][] = [
  ['bold', 'bold', 'Bold (Ctrl+B)', 'isBold'], ['italic', 'italic', 'Italic (Ctrl+I)', 'isItalic'],
  ['underline', 'underline', 'Underline (Ctrl+U)', 'isUnderline'], ['strike', 'strikethrough', 'Strike through (Ctrl+Shift+X)', 'isStrikeThrough'],
];
const blocks: [string, string, string, keyof Format][] = [
  ['bullets', 'list', 'Bulleted list (Ctrl+Shift+8)', 'isBullet'], ['numbers', 'list-ordered', 'Numbered list (Ctrl+Shift+7)', 'isNumbering'],
  ['quote', 'text-quote', 'Quotation (Ctrl+Shift+9)', 'isBlockQuote'],
];
const shortcuts: Record<string, string> = { 'Shift+x': 'strike', 'Shift+8': 'bullets', 'Shift+*': 'bullets', 'Shift+7': 'numbers', 'Shift+&': 'numbers', 'Shift+/': 'numbers', 'Shift+9': 'quote', 'Shift+(': 'quote', 'Shift+)': 'quote', '\\': 'clear' };
const edits: [string, string][] = [
  ['insertAbove', 'Row above'], ['insertBelow', 'Row below'], ['insertLeft', 'Column to the left'], ['insertRight', 'Column to the right'],
  ['mergeCells', 'Merge cells'], ['deleteRow', 'Delete row'], ['deleteColumn', 'Delete column'], ['deleteTable', 'Delete table'],
];
const most = 6;
let made = 0;

export class Toolbar {
  private readonly id = `tools${++made}`;
  private readonly marks: [HTMLButtonElement, keyof Format][] = [];
  private readonly fontName = element('span', 'ellipsis', 'Arial');
  private readonly sizeName = element('span', 'ellipsis', 'Normal');
  private readonly tableMenu: HTMLElement;
  private readonly linkMenu: HTMLElement;
  private readonly menus: HTMLElement[] = [];
  private undoButton!: HTMLButtonElement;
  private redoButton!: HTMLButtonElement;
  private linkButton!: HTMLButtonElement;
  private timer = 0;

  constructor(private readonly box: HTMLElement, edit: HTMLElement, private readonly editor: () => RichEditor) {
    const font = this.choice('font', 'Font', this.fontName, fonts, ([, value], entry) => { entry.style.fontFamily = value; });
    const size = this.choice('size', 'Size', this.sizeName, sizes, () => undefined);
    this.tableMenu = this.menu('table', 'Table');
    this.linkMenu = this.linkForm();
    this.linkButton = this.opener('link', 'Link (Ctrl+K)', this.linkMenu);
    this.undoButton = this.tool('undo', 'undo-2', 'Undo (Ctrl+Z)');
    this.redoButton = this.tool('redo', 'redo-2', 'Redo (Ctrl+Y)');
    box.append(
      font, size, this.line(), ...toggles.map(toggle => this.toggle(...toggle)), this.swatches('colour', 'baseline', 'Text colour', 'Black', colours),
      this.swatches('ground', 'highlighter', 'Highlight', 'None', grounds), this.line(), ...blocks.map(block => this.toggle(...block)), this.line(),
      this.linkButton, this.opener('table', 'Table', this.tableMenu), this.tool('clear', 'remove-formatting', 'Clear formatting (Ctrl+\\)'), this.line(), this.undoButton, this.redoButton);
    box.after(...this.menus);
    this.stops().forEach((stop, index) => { stop.tabIndex = index === 0 ? 0 : -1; });
    this.tableMenu.addEventListener('beforetoggle', event => { if ((event as ToggleEvent).newState === 'open') this.drawTable(); });
    box.addEventListener('pointerdown', event => { if ((event.target as Element).closest('button')) event.preventDefault(); });
    box.addEventListener('keydown', event => this.walk(event));
    edit.addEventListener('keydown', event => this.key(event));
    this.show();
  }

  /** Shows the formatting at the caret, once there is time for it. */
  moved(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.show(), 120);
  }

  openLink(): void {
    this.linkMenu.showPopover();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.menus.forEach(menu => menu.remove());
  }

  private run(command: string, value?: string): void {
    this.editor().focus();
    this.editor().run(command, value);
    this.show();
  }

  private show(): void {
    if (!this.box.isConnected)
      return;
    const format = this.editor().format();
    for (const [button, key] of this.marks)
      button.setAttribute('aria-pressed', String(!!format[key]));
    const family = (format.fontName ?? '').split(',')[0]!.replace(/["']/g, '').trim();
    this.fontName.textContent = fonts.find(([, value]) => value.replace(/"/g, '').startsWith(family))?.[0] ?? (family || 'Font');
    this.sizeName.textContent = sizes.find(([, value]) => value === format.fontSize)?.[0] ?? format.fontSize ?? 'Size';
    // What is shown on the button is part of its name.
    this.fontName.parentElement!.ariaLabel = `Font: ${this.fontName.textContent}`;
    this.sizeName.parentElement!.ariaLabel = `Size: ${this.sizeName.textContent}`;
    this.undoButton.setAttribute('aria-disabled', String(!format.canUndo));
    this.redoButton.setAttribute('aria-disabled', String(!format.canRedo));
    this.linkButton.setAttribute('aria-pressed', String(!!format.canUnlink));
  }

  private stops(): HTMLElement[] {
    return [...this.box.querySelectorAll<HTMLElement>(':scope > button')];
  }

  private walk(event: KeyboardEvent): void {
    const stops = this.stops();
    const now = stops.indexOf((event.target as Element).closest('button') as HTMLElement);
    const next = event.key === 'ArrowRight' ? (now + 1) % stops.length : event.key === 'ArrowLeft' ? (now - 1 + stops.length) % stops.length
      : event.key === 'Home' ? 0 : event.key === 'End' ? stops.length - 1 : -1;
    if (now < 0 || next < 0)
      return;
    event.preventDefault();
    stops[now]!.tabIndex = -1;
    stops[next]!.tabIndex = 0;
    stops[next]!.focus();
  }

  private key(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey)
      return;
    const key = `${event.shiftKey ? 'Shift+' : ''}${event.key.toLowerCase()}`;
    const command = shortcuts[key] ?? shortcuts[`Shift+${event.code.replace('Digit', '')}`.slice(0, event.shiftKey ? 99 : 0)];
    if (key === 'k')
      this.openLink();
    else if (command)
      this.run(command);
    else
      return;
    event.preventDefault();
    event.stopPropagation();
  }

  private line(): HTMLElement {
    const line = element('span', 'sep');
    line.role = 'presentation';
    return line;
  }

  private tool(command: string, picture: string, label: string): HTMLButtonElement {
    const button = element('button', 'tool');
    button.type = 'button';
    button.dataset.format = command;
    button.ariaLabel = label.replace(/ \(.*/, '');
    button.title = label;
    button.innerHTML = icon(picture);
    button.onclick = () => { if (button.getAttribute('aria-disabled') !== 'true') this.run(command); };
    return button;
  }

  private toggle(command: string, picture: string, label: string, state: keyof Format): HTMLButtonElement {
    const button = this.tool(command, picture, label);
    button.setAttribute('aria-pressed', 'false');
    this.marks.push([button, state]);
    return button;
  }

  private menu(name: string, label: string): HTMLElement {
    const menu = element('div', `menu ctool-${name}`);
    menu.id = `${this.id}-${name}`;
    menu.popover = 'auto';
    menu.ariaLabel = label;
    this.menus.push(menu);
    return menu;
  }

  private opener(picture: string, label: string, menu: HTMLElement, content?: HTMLElement): HTMLButtonElement {
    const button = element('button', content ? 'tool choice' : 'tool');
    button.type = 'button';
    button.ariaLabel = label.replace(/ \(.*/, '');
    button.title = label;
    button.setAttribute('popovertarget', menu.id);
    button.ariaHasPopup = 'true';
    button.ariaExpanded = 'false';
    if (content)
      button.append(content);
    button.insertAdjacentHTML('beforeend', icon(content ? 'chevron-down' : picture));
    return button;
  }

  private choice(command: string, label: string, shown: HTMLElement, values: [string, string][], dress: (value: [string, string], entry: HTMLElement) => void): HTMLButtonElement {
    const menu = this.menu(command, label);
    menu.role = 'menu';
    for (const value of values) {
      const entry = element('button', '', value[0]);
      entry.type = 'button';
      entry.role = 'menuitem';
      dress(value, entry);
      entry.onclick = () => this.run(command, value[1]);
      menu.append(entry);
    }
    return this.opener('', label, menu, shown);
  }

  private swatches(command: string, picture: string, label: string, none: string, values: [string, string][]): HTMLButtonElement {
    const menu = this.menu(command, label);
    const grid = element('div', 'swatches');
    for (const [name, value] of values) {
      const swatch = element('button');
      swatch.type = 'button';
      swatch.style.background = value;
      swatch.ariaLabel = name;
      swatch.title = name;
      swatch.onclick = () => { menu.hidePopover(); this.run(command, value); };
      grid.append(swatch);
    }
    const plain = element('button', '', none === 'None' ? 'No highlight' : 'Usual colour');
    plain.type = 'button';
    plain.onclick = () => { menu.hidePopover(); this.run(command, ''); };
    menu.append(grid, plain);
    return this.opener(picture, label, menu);
  }

  private linkForm(): HTMLElement {
    const menu = this.menu('link', 'Link');
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
    take.onclick = () => { menu.hidePopover(); this.run('unlink'); };
    acts.append(take, element('button', 'btn small primary', 'Apply'));
    form.append(address, text, error, acts);
    menu.append(form);
    menu.addEventListener('beforetoggle', event => {
      if ((event as ToggleEvent).newState !== 'open')
        return;
      const now = this.editor().selectedLink();
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
      this.editor().focus();
      this.editor().link(full, text.value.trim());
    };
    return menu;
  }

  private drawTable(): void {
    if (this.editor().format().isInTable) {
      this.tableMenu.role = 'menu';
      this.tableMenu.replaceChildren(...edits.map(([operation, label]) => {
        const entry = element('button', '', label);
        entry.type = 'button';
        entry.role = 'menuitem';
        entry.onclick = () => this.run(operation);
        return entry;
      }));
      return;
    }
    this.tableMenu.removeAttribute('role');
    const caption = element('div', 'caption', 'Columns × rows');
    const grid = element('div', 'tablegrid');
    const cells: HTMLButtonElement[] = [];
    const mark = (column: number, row: number) => {
      caption.textContent = `${column} × ${row}`;
      cells.forEach((cell, index) => cell.toggleAttribute('data-on', index % most < column && Math.floor(index / most) < row));
    };
    for (let row = 1; row <= most; row++)
      for (let column = 1; column <= most; column++) {
        const cell = element('button');
        cell.type = 'button';
        cell.ariaLabel = `Table of ${column} columns and ${row} rows`;
        cell.onpointerenter = cell.onfocus = () => mark(column, row);
        cell.onclick = () => { this.tableMenu.hidePopover(); this.run('table', `${column}x${row}`); };
        cells.push(cell);
        grid.append(cell);
      }
    grid.onkeydown = event => {
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: most, ArrowUp: -most }[event.key];
      const next = step ? cells[cells.indexOf(document.activeElement as HTMLButtonElement) + step] : null;
      if (step) {
        event.preventDefault();
        event.stopPropagation();
        next?.focus();
      }
    };
    this.tableMenu.replaceChildren(caption, grid);
  }
}
