// The thread list: the cursor, the selection and what is done to threads. All of it shows at once; the server is told afterwards.
// The server renders a window of rows; this file asks for another one before the reader of the list reaches its end.
import { visible } from './dom';
import { onKey, press } from './keys';
import { choose } from './palette';
import { Selection } from './selection';
import { chooseTime } from './times';

const onePane = matchMedia('(max-width: 700px)');
const removing = new Set(['archive', 'trash', 'spam', 'notspam', 'delete', 'move', 'snooze', 'unsnooze']);
const overscan = 24;

export class ThreadListView {
  private readonly rows: HTMLElement;
  private readonly selection: Selection;
  private readonly stop: (() => void)[] = [];
  private cursor: string | null = null;
  private cursorIndex = 0;
  private asking = false;
  private askAgain = false;
  private openTimer = 0;
  private anchor: { id: string; index: number } | null = null;
  private leaving = new Set<string>();

  constructor(private readonly root: HTMLElement, private readonly server: DotNetObject) {
    this.rows = root.querySelector<HTMLElement>('.rows')!;
    this.selection = new Selection(root, () => this.all());
    this.rows.addEventListener('scroll', () => { this.remember(); this.fill(); }, { passive: true });
    this.rows.addEventListener('click', event => this.clicked(event));
    root.addEventListener('focusin', event => {
      const row = (event.target as Element).closest<HTMLElement>('.row');
      if (row && (event.target as Element).matches('[data-row]'))
        this.setCursor(row, false);
    });
    const observer = new MutationObserver(() => this.rendered());
    observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-open', 'data-scope', 'data-rev', 'style'] });
    const resize = new ResizeObserver(() => this.fill());
    resize.observe(this.rows);
    const density = () => { this.rows.scrollTop = this.cursorIndex * this.rowHeight(); this.fill(); };
    document.addEventListener('densitychange', density);
    const act = (event: Event) => this.actClicked(event);
    document.addEventListener('click', act);
    this.stop.push(() => observer.disconnect(), () => resize.disconnect(), onKey(key => this.key(key)),
      () => document.removeEventListener('densitychange', density), () => document.removeEventListener('click', act));
    this.scope = root.dataset.scope;
    this.cursor = root.dataset.open || null;
    this.rendered();
  }

  private scope: string | undefined;
  private open: string | undefined;

  dispose(): void {
    clearTimeout(this.openTimer);
    this.stop.forEach(stop => stop());
  }

  private all(): HTMLElement[] {
    return [...this.rows.querySelectorAll<HTMLElement>('.row[data-id]:not([data-leaving])')];
  }

  private row(id: string | null): HTMLElement | null {
    return id ? this.rows.querySelector<HTMLElement>(`.row[data-id="${id}"]`) : null;
  }

  private rowHeight(): number {
    return parseFloat(getComputedStyle(this.rows).getPropertyValue('--row')) || 64;
  }

  /** After every change the server makes: same row under the cursor, same row under the eyes. */
  private rendered(): void {
    if (this.root.dataset.scope !== this.scope) {
      this.scope = this.root.dataset.scope;
      this.cursor = null;
      this.cursorIndex = 0;
      this.anchor = null;
      this.leaving.clear();
      this.selection.clear();
      this.rows.scrollTop = 0;
    }
    if (this.root.dataset.open !== this.open) {
      this.open = this.root.dataset.open;
      if (this.open && this.open !== this.cursor) {
        this.cursor = this.open;
        this.cursorIndex = Number(this.row(this.open)?.dataset.index ?? this.cursorIndex);
      }
    }
    this.keepPlace();
    const rows = this.all();
    if (this.cursor && !this.row(this.cursor) && !this.open && rows.length)
      this.cursor = null;
    this.mark();
    this.selection.show();
    this.remember();
    this.fill();
  }

  /** New mail above what is being looked at moves the content, not the picture of it. */
  private keepPlace(): void {
    const row = this.anchor && this.row(this.anchor.id);
    if (row && this.anchor && this.rows.scrollTop > 4) {
      const moved = Number(row.dataset.index) - this.anchor.index;
      if (moved)
        this.rows.scrollTop += moved * this.rowHeight();
    }
  }

  private remember(): void {
    const first = Math.ceil(this.rows.scrollTop / this.rowHeight());
    const row = this.rows.querySelector<HTMLElement>(`.row[data-index="${first}"]`);
    this.anchor = row ? { id: row.dataset.id!, index: first } : null;
  }

  private fill(): void {
    const frame = this.rows.querySelector<HTMLElement>('.window');
    if (!frame)
      return;
    const height = this.rowHeight();
    const first = Math.floor(this.rows.scrollTop / height);
    const count = Math.ceil(this.rows.clientHeight / height) + 1;
    const total = Number(frame.dataset.total);
    const from = Number(frame.dataset.from);
    const to = from + Number(frame.dataset.count);
    const early = Math.floor(overscan / 2);
    if ((first - early < from && from > 0) || (first + count + early > to && to < total))
      void this.ask(Math.max(0, first - overscan), count + 2 * overscan);
  }

  private async ask(first: number, count: number): Promise<void> {
    if (this.asking) {
      this.askAgain = true;
      return;
    }
    this.asking = true;
    try {
      await this.server.invokeMethodAsync('ShowRows', first, count);
    } catch {
      // The line is down; the page says so, and the next scroll asks again.
    } finally {
      this.asking = false;
      if (this.askAgain) {
        this.askAgain = false;
        this.fill();
      }
    }
  }

  private mark(): void {
    let tabbable: HTMLElement | null = null;
    for (const row of this.rows.querySelectorAll<HTMLElement>('.row[data-id]')) {
      const mine = row.dataset.id === this.cursor;
      row.toggleAttribute('data-cursor', mine);
      row.toggleAttribute('data-leaving', this.leaving.has(row.dataset.id!));
      const link = row.querySelector<HTMLElement>('[data-row]')!;
      link.tabIndex = mine ? 0 : -1;
      if (row.dataset.id === this.open)
        link.setAttribute('aria-current', 'true');
      else
        link.removeAttribute('aria-current');
      if (mine) {
        tabbable = link;
        this.cursorIndex = Number(row.dataset.index);
      }
    }
    if (!tabbable)
      this.all()[0]?.querySelector<HTMLElement>('[data-row]')?.setAttribute('tabindex', '0');
    const total = Number(this.rows.querySelector<HTMLElement>('.window')?.dataset.total ?? 0);
    const place = document.querySelector('[data-pos]');
    if (place)
      place.textContent = this.open && this.row(this.open) ? `${(this.cursorIndex + 1).toLocaleString('en')} of ${total.toLocaleString('en')}` : '';
  }

  private setCursor(row: HTMLElement, focus: boolean): void {
    this.cursor = row.dataset.id!;
    this.cursorIndex = Number(row.dataset.index);
    this.mark();
    const height = this.rowHeight();
    const top = this.cursorIndex * height;
    if (top < this.rows.scrollTop)
      this.rows.scrollTop = top;
    else if (top + height > this.rows.scrollTop + this.rows.clientHeight)
      this.rows.scrollTop = top + height - this.rows.clientHeight;
    if (focus)
      row.querySelector<HTMLElement>('[data-row]')!.focus({ preventScroll: true });
  }

  private step(by: number): HTMLElement | null {
    const rows = this.all();
    const now = rows.findIndex(row => row.dataset.id === this.cursor);
    if (now >= 0)
      return rows[now + by] ?? null;
    return rows.find(row => Number(row.dataset.index) >= this.cursorIndex) ?? rows[0] ?? null;
  }

  private move(by: number): boolean {
    const row = this.step(by);
    if (!row)
      return false;
    const reading = !!this.open;
    this.setCursor(row, !onePane.matches || !reading);
    // Side by side the reader follows; alone, only when it is the reader that moves on.
    if (!onePane.matches || reading)
      this.show(row, true);
    return true;
  }

  /** The first press opens at once; a key held down opens where it comes to rest. */
  private show(row: HTMLElement, replace: boolean): void {
    const href = row.querySelector<HTMLAnchorElement>('[data-row]')!.getAttribute('href')!;
    const now = performance.now();
    clearTimeout(this.openTimer);
    const open = () => {
      this.lastOpen = performance.now();
      row.classList.remove('un');
      Blazor.navigateTo(href, { replaceHistoryEntry: replace && !!this.open });
    };
    if (now - this.lastOpen > 140)
      open();
    else
      this.openTimer = window.setTimeout(open, 120);
  }

  private lastOpen = 0;

  private clicked(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>('.row[data-id]');
    if (!row)
      return;
    if (target.closest('.pick')) {
      if (!(target instanceof HTMLInputElement))
        return;
      this.selection.toggle(row, target.checked, event.shiftKey);
      return;
    }
    if (event.shiftKey && target.closest('[data-row]')) {
      event.preventDefault();
      event.stopPropagation();
      this.selection.extend(this.row(this.cursor), row);
      return;
    }
    if (!event.ctrlKey && !event.metaKey && target.closest('[data-row]')) {
      this.setCursor(row, false);
      row.classList.remove('un');
    }
  }

  private key(key: string): boolean {
    const row = this.row(this.cursor);
    const inMenu = document.activeElement?.closest('.menu');
    if (inMenu)
      return false;
    switch (key) {
      case 'j': return this.move(1);
      case 'k': return this.move(-1);
      case 'ArrowDown': return this.inList() && this.move(1);
      case 'ArrowUp': return this.inList() && this.move(-1);
      case 'Enter':
      case 'o':
        if (!row)
          return false;
        if (this.open === row.dataset.id)
          document.querySelector<HTMLElement>('.read .body')?.focus();
        else
          this.show(row, false);
        return true;
      case 'x':
        if (row)
          this.selection.toggle(row, !this.selection.has(row), false);
        return !!row;
      case '*': this.selection.everything(); return true;
      case 'Escape':
        if (this.selection.size) {
          this.selection.clear();
          return true;
        }
        return this.back();
      case 'u': return this.back();
      case 'v': return this.chooseFolder();
      case 'e': return this.act('archive');
      case 'b': return this.later('snooze');
      case 'h': return this.later('remind');
      case '#':
      case 'Delete': return this.act(this.root.dataset.trash === 'true' ? 'delete' : 'trash');
      case '!': return this.act(this.root.dataset.junk === 'true' ? 'notspam' : 'spam');
      case 's': return this.act('star');
      case 'Shift+I': return this.act('read');
      case 'Shift+U': return this.act('unread');
      case 'z': return press('z');
      default: return false;
    }
  }

  private inList(): boolean {
    return this.rows.contains(document.activeElement);
  }

  private back(): boolean {
    if (!this.open)
      return false;
    Blazor.navigateTo(this.root.dataset.base!);
    requestAnimationFrame(() => this.row(this.cursor)?.querySelector<HTMLElement>('[data-row]')?.focus());
    return true;
  }

  private targets(): string[] {
    if (this.selection.size)
      return this.selection.ids();
    const id = this.open || this.cursor;
    return id ? [id] : [];
  }

  private actClicked(event: Event): void {
    const stepper = (event.target as Element).closest?.<HTMLElement>('[data-step]');
    if (stepper)
      this.move(Number(stepper.dataset.step));
    const button = (event.target as Element).closest?.<HTMLElement>('[data-act]');
    if (!button)
      return;
    const kind = button.dataset.act!;
    if (kind === 'move')
      this.chooseFolder();
    else if (kind === 'snooze' || kind === 'remind')
      this.later(kind);
    else if (kind === 'clear')
      this.selection.clear();
    else if (kind === 'everything')
      this.selection.everything();
    else if (kind === 'matching')
      this.selection.matching();
    else
      this.act(kind);
  }

  private chooseFolder(): boolean {
    const ids = this.targets();
    if (!ids.length)
      return false;
    void this.server.invokeMethodAsync<{ id: string; name: string; mailbox: string; icon: string }[]>('MoveTargets', ids)
      .then(folders => choose('Move to', folders.map(folder => ({
        label: folder.name, group: folder.mailbox, icon: folder.icon, run: () => this.act('move', folder.id),
      }))));
    return true;
  }

  /** Puts threads off, or asks for a reminder, until a time that is chosen. */
  private later(kind: 'snooze' | 'remind'): boolean {
    if (!this.targets().length)
      return false;
    chooseTime(kind === 'snooze' ? 'Snooze until' : 'Remind me if nobody answers by', time => void this.act(kind, time.toISOString()));
    return true;
  }

  private act(kind: string, folder = ''): boolean {
    const ids = this.targets();
    if (!ids.length)
      return false;
    if (kind === 'star' && ids.every(id => this.isStarred(id)))
      kind = 'unstar';
    if (kind === 'delete' && !confirm(ids.length === 1 ? 'Delete this conversation for good?' : `Delete ${ids.length} conversations for good?`))
      return true;
    const everything = this.selection.allMatching;
    const rows = ids.map(id => this.row(id)).filter(row => row !== null);
    if (removing.has(kind))
      this.leave(ids);
    else if (kind === 'read' || kind === 'unread')
      rows.forEach(row => row.classList.toggle('un', kind === 'unread'));
    else if (kind === 'star' || kind === 'unstar')
      rows.forEach(row => { row.dataset.star = String(kind === 'star'); });
    this.selection.clear();
    void this.tell(kind, ids, everything, folder);
    return true;
  }

  private isStarred(id: string): boolean {
    const row = this.row(id);
    return row ? row.dataset.star === 'true' : document.querySelector('.bar [data-act=star]')?.getAttribute('aria-pressed') === 'true';
  }

  /** Takes rows out of sight and moves on to the next thread, or back to the list where there is room for one only. */
  private leave(ids: string[]): void {
    const gone = new Set(ids);
    const rows = this.all();
    const from = rows.findIndex(row => gone.has(row.dataset.id!));
    const next = rows.slice(from + 1).find(row => !gone.has(row.dataset.id!)) ?? rows.slice(0, Math.max(0, from)).reverse().find(row => !gone.has(row.dataset.id!)) ?? null;
    ids.forEach(id => this.leaving.add(id));
    const wasOpen = !!this.open && gone.has(this.open);
    if (wasOpen || (this.cursor && gone.has(this.cursor))) {
      if (next)
        this.setCursor(next, this.inList());
      else
        this.cursor = null;
    }
    if (wasOpen) {
      if (next && !onePane.matches)
        this.show(next, true);
      else
        Blazor.navigateTo(this.root.dataset.base!, { replaceHistoryEntry: true });
    }
    this.mark();
  }

  private async tell(kind: string, ids: string[], everything: boolean, folder: string): Promise<void> {
    try {
      await this.server.invokeMethodAsync('Act', kind, ids, everything, folder);
    } catch {
      // Said by the line bar; the rows come back with the next answer.
    } finally {
      ids.forEach(id => this.leaving.delete(id));
      this.mark();
    }
  }
}

/** A handle between list and reader, kept for the next visit. */
export function startResize(): void {
  const root = document.documentElement;
  const kept = localStorage.getItem('list-width');
  if (kept && /^\d{3}px$/.test(kept))
    root.style.setProperty('--list-width', kept);
  const set = (width: number) => {
    const value = `${Math.round(Math.min(640, Math.max(300, width)))}px`;
    root.style.setProperty('--list-width', value);
    localStorage.setItem('list-width', value);
    document.querySelector('.resize')?.setAttribute('aria-valuenow', String(parseInt(value, 10)));
  };
  document.addEventListener('pointerdown', event => {
    const handle = (event.target as Element).closest?.<HTMLElement>('.resize');
    if (!handle)
      return;
    event.preventDefault();
    const left = handle.parentElement!.getBoundingClientRect().left;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = move => set(move.clientX - left);
    handle.onpointerup = handle.onpointercancel = () => { handle.onpointermove = null; };
  });
  document.addEventListener('keydown', event => {
    const handle = (event.target as Element).closest?.<HTMLElement>('.resize');
    if (handle && visible(handle) && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      set(handle.parentElement!.getBoundingClientRect().width + (event.key === 'ArrowLeft' ? -16 : 16));
    }
  });
}
