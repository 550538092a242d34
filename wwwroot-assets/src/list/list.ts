// The thread list: the cursor over its rows, what is open, and the keys.
import { onKey, press } from '../keys';
import { ThreadActs } from './acts';
import { Opening } from './opening';
import { Selection } from './selection';
import { RowWindow } from './window';

const onePane = matchMedia('(max-width: 700px)');

export class ThreadListView {
  private readonly window: RowWindow;
  private readonly selection: Selection;
  private readonly acts: ThreadActs;
  private readonly stop: (() => void)[] = [];
  private cursor: string | null = null;
  private cursorIndex = 0;
  private scope: string | undefined;
  private open: string | undefined;
  private readonly opening = new Opening();
  private leaving = new Set<string>();

  constructor(private readonly root: HTMLElement, server: DotNetObject) {
    this.window = new RowWindow(root.querySelector<HTMLElement>('.rows')!, server);
    this.selection = new Selection(root, () => this.window.all());
    this.acts = new ThreadActs(this.window, this.selection, server, {
      current: () => this.open || this.cursor, leave: ids => this.leave(ids), settled: ids => { ids.forEach(id => this.leaving.delete(id)); this.mark(); },
    });
    this.window.rows.addEventListener('click', event => this.clicked(event));
    root.addEventListener('focusin', event => {
      const row = (event.target as Element).closest<HTMLElement>('.row');
      if (row && (event.target as Element).matches('[data-row]'))
        this.setCursor(row, false);
    });
    const observer = new MutationObserver(() => this.rendered());
    observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-open', 'data-scope', 'data-rev', 'style'] });
    const resize = new ResizeObserver(() => this.window.fill());
    resize.observe(this.window.rows);
    const density = () => this.window.scrollTo(this.cursorIndex);
    document.addEventListener('densitychange', density);
    const act = (event: Event) => this.actClicked(event);
    document.addEventListener('click', act);
    this.stop.push(() => observer.disconnect(), () => resize.disconnect(), onKey(key => this.key(key)),
      () => document.removeEventListener('densitychange', density), () => document.removeEventListener('click', act));
    this.scope = root.dataset.scope;
    this.cursor = root.dataset.open || null;
    this.rendered();
  }

  dispose(): void {
    this.opening.stop();
    this.stop.forEach(stop => stop());
  }

  /** After every change the server makes: same row under the cursor, same row under the eyes. */
  private rendered(): void {
    if (this.root.dataset.scope !== this.scope) {
      this.scope = this.root.dataset.scope;
      this.cursor = null;
      this.cursorIndex = 0;
      this.leaving.clear();
      this.selection.clear();
      this.window.restart();
    }
    if (this.root.dataset.open !== this.open) {
      this.open = this.root.dataset.open;
      if (this.open && this.open !== this.cursor) {
        this.cursor = this.open;
        this.cursorIndex = Number(this.window.row(this.open)?.dataset.index ?? this.cursorIndex);
      }
    }
    this.window.keepPlace();
    if (this.cursor && !this.window.row(this.cursor) && !this.open && this.window.all().length)
      this.cursor = null;
    this.mark();
    this.selection.show();
    this.window.remember();
    this.window.fill();
  }

  private mark(): void {
    let tabbable: HTMLElement | null = null;
    for (const row of this.window.rows.querySelectorAll<HTMLElement>('.row[data-id]')) {
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
      this.window.all()[0]?.querySelector<HTMLElement>('[data-row]')?.setAttribute('tabindex', '0');
    const place = document.querySelector('[data-pos]');
    if (place)
      place.textContent = this.open && this.window.row(this.open) ? `${(this.cursorIndex + 1).toLocaleString('en')} of ${this.window.total.toLocaleString('en')}` : '';
  }

  private setCursor(row: HTMLElement, focus: boolean): void {
    this.cursor = row.dataset.id!;
    this.cursorIndex = Number(row.dataset.index);
    this.mark();
    this.window.reveal(this.cursorIndex);
    if (focus)
      row.querySelector<HTMLElement>('[data-row]')!.focus({ preventScroll: true });
  }

  private step(by: number): HTMLElement | null {
    const rows = this.window.all();
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
      this.opening.show(row, true, () => !!this.open);
    return true;
  }

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
      this.selection.extend(this.window.row(this.cursor), row);
      return;
    }
    if (!event.ctrlKey && !event.metaKey && target.closest('[data-row]')) {
      this.setCursor(row, false);
      row.classList.remove('un');
    }
  }

  private key(key: string): boolean {
    const row = this.window.row(this.cursor);
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
          this.opening.show(row, false, () => !!this.open);
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
      case 'v': return this.acts.chooseFolder();
      case 'e': return this.acts.run('archive');
      case 'b': return this.acts.later('snooze');
      case 'h': return this.acts.later('remind');
      case '#':
      case 'Delete': return this.acts.run(this.root.dataset.trash === 'true' ? 'delete' : 'trash');
      case '!': return this.acts.run(this.root.dataset.junk === 'true' ? 'notspam' : 'spam');
      case 's': return this.acts.run('star');
      case 'Shift+I': return this.acts.run('read');
      case 'Shift+U': return this.acts.run('unread');
      case 'z': return press('z');
      default: return false;
    }
  }

  private inList(): boolean {
    return this.window.rows.contains(document.activeElement);
  }

  private back(): boolean {
    if (!this.open)
      return false;
    Blazor.navigateTo(this.root.dataset.base!);
    requestAnimationFrame(() => this.window.row(this.cursor)?.querySelector<HTMLElement>('[data-row]')?.focus());
    return true;
  }

  private actClicked(event: Event): void {
    const stepper = (event.target as Element).closest?.<HTMLElement>('[data-step]');
    if (stepper)
      this.move(Number(stepper.dataset.step));
    const button = (event.target as Element).closest?.<HTMLElement>('[data-act]');
    if (button)
      this.acts.press(button.dataset.act!);
  }

  /** Takes rows out of sight and moves on to the next thread, or back to the list where there is room for one only. */
  private leave(ids: string[]): void {
    const gone = new Set(ids);
    const rows = this.window.all();
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
        this.opening.show(next, true, () => !!this.open);
      else
        Blazor.navigateTo(this.root.dataset.base!, { replaceHistoryEntry: true });
    }
    this.mark();
  }
}
