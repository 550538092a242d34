// The formatting tools of a composer: one stop for the Tab key, arrow keys inside, the state of the text at the caret shown on them.
import { element, icon } from '../dom';
import type { Format, RichEditor } from './editor';
import { blocks, colours, fonts, grounds, shortcuts, sizes, toggles } from './formats';
import { fillLinkForm } from './linkform';
import { drawTableMenu } from './tablemenu';

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
    this.linkMenu = this.menu('link', 'Link');
    fillLinkForm(this.linkMenu, editor, () => this.run('unlink'));
    this.linkButton = this.opener('link', 'Link (Ctrl+K)', this.linkMenu);
    this.undoButton = this.tool('undo', 'undo-2', 'Undo (Ctrl+Z)');
    this.redoButton = this.tool('redo', 'redo-2', 'Redo (Ctrl+Y)');
    box.append(
      font, size, this.line(), ...toggles.map(toggle => this.toggle(...toggle)), this.swatches('colour', 'baseline', 'Text colour', 'Black', colours),
      this.swatches('ground', 'highlighter', 'Highlight', 'None', grounds), this.line(), ...blocks.map(block => this.toggle(...block)), this.line(),
      this.linkButton, this.opener('table', 'Table', this.tableMenu), this.tool('clear', 'remove-formatting', 'Clear formatting (Ctrl+\\)'), this.line(), this.undoButton, this.redoButton);
    box.after(...this.menus);
    this.stops().forEach((stop, index) => { stop.tabIndex = index === 0 ? 0 : -1; });
    this.tableMenu.addEventListener('beforetoggle', event => {
      if ((event as ToggleEvent).newState === 'open')
        drawTableMenu(this.tableMenu, editor().format().isInTable ?? false, (command, value) => this.run(command, value));
    });
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
}
