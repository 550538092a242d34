// A list of records: the cursor over its rows, what is chosen, and the keys.
import { onKey, press } from '../keys';
import { Selection } from '../list/selection';
import { RowWindow } from '../list/window';
import { choose, chooseFrom } from '../palette';

interface Owner { id: string; label: string; group: string; icon: string }

export class RecordTableView {
  private readonly window: RowWindow;
  private readonly selection: Selection;
  private readonly stop: (() => void)[] = [];
  private readonly leaving = new Set<string>();
  private cursor: string | null = null;
  private cursorIndex = 0;
  private scope: string | undefined;

  constructor(private readonly root: HTMLElement, private readonly server: DotNetObject) {
    this.window = new RowWindow(root.querySelector<HTMLElement>('.rows')!, server);
    this.selection = new Selection(root, () => this.window.all());
    this.window.rows.addEventListener('click', event => this.clicked(event));
    root.addEventListener('click', event => {
      const act = (event.target as Element).closest<HTMLElement>('[data-rec]')?.dataset.rec;
      if (act)
        this.act(act);
    });
    root.addEventListener('focusin', event => {
      const row = (event.target as Element).closest<HTMLElement>('.row');
      if (row && (event.target as Element).matches('[data-row]'))
        this.setCursor(row, false);
    });
    const observer = new MutationObserver(() => this.rendered());
    observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-scope', 'data-rev', 'style'] });
    const resize = new ResizeObserver(() => this.window.fill());
    resize.observe(this.window.rows);
    this.stop.push(() => observer.disconnect(), () => resize.disconnect(), onKey(key => this.key(key)));
    this.rendered();
  }

  dispose(): void {
    this.stop.forEach(stop => stop());
  }

  /** Where one was in this list, for coming back from a record. */
  private get memory(): string {
    return `records ${location.pathname}${location.search}`;
  }

  private rendered(): void {
    if (this.root.dataset.scope !== this.scope) {
      this.scope = this.root.dataset.scope;
      this.cursor = null;
      this.cursorIndex = 0;
      this.leaving.clear();
      this.selection.clear();
      this.window.restart();
      this.comeBack();
    }
    this.window.keepPlace();
    this.mark();
    this.selection.show();
    this.window.remember();
    this.window.fill();
  }

  private comeBack(): void {
    const [id, index] = sessionStorage.getItem(this.memory)?.split(' ') ?? [];
    if (!id || !this.window.total)
      return;
    sessionStorage.removeItem(this.memory);
    this.cursor = id;
    this.cursorIndex = Number(index);
    this.window.reveal(this.cursorIndex);
  }

  private mark(): void {
    let tabbable: HTMLElement | null = null;
    for (const row of this.window.rows.querySelectorAll<HTMLElement>('.row[data-id]')) {
      const mine = row.dataset.id === this.cursor;
      row.toggleAttribute('data-cursor', mine);
      row.toggleAttribute('data-leaving', this.leaving.has(row.dataset.id!));
      const link = row.querySelector<HTMLElement>('[data-row]')!;
      link.tabIndex = mine ? 0 : -1;
      if (mine) {
        tabbable = link;
        this.cursorIndex = Number(row.dataset.index);
      }
    }
    if (!tabbable)
      this.window.all()[0]?.querySelector<HTMLElement>('[data-row]')?.setAttribute('tabindex', '0');
  }

  private setCursor(row: HTMLElement, focus: boolean): void {
    this.cursor = row.dataset.id!;
    this.cursorIndex = Number(row.dataset.index);
    sessionStorage.setItem(this.memory, `${this.cursor} ${this.cursorIndex}`);
    this.mark();
    this.window.reveal(this.cursorIndex);
    if (focus)
      row.querySelector<HTMLElement>('[data-row]')!.focus({ preventScroll: true });
  }

  private move(by: number): boolean {
    const rows = this.window.all();
    const now = rows.findIndex(row => row.dataset.id === this.cursor);
    const row = now >= 0 ? rows[now + by] : rows.find(other => Number(other.dataset.index) >= this.cursorIndex) ?? rows[0];
    if (row)
      this.setCursor(row, true);
    return !!row;
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>('.row[data-id]');
    if (!row)
      return;
    if (target.closest('.pick')) {
      if (target instanceof HTMLInputElement)
        this.selection.toggle(row, target.checked, event.shiftKey);
    } else if (event.shiftKey && target.closest('[data-row]')) {
      event.preventDefault();
      event.stopPropagation();
      this.selection.extend(this.window.row(this.cursor), row);
    } else if (target.closest('[data-row]'))
      this.setCursor(row, false);
  }

  private key(key: string): boolean {
    if (document.activeElement?.closest('.menu'))
      return false;
    const row = this.window.row(this.cursor);
    switch (key) {
      case 'j': return this.move(1);
      case 'k': return this.move(-1);
      case 'ArrowDown': return this.inList() && this.move(1);
      case 'ArrowUp': return this.inList() && this.move(-1);
      case 'Enter':
      case 'o':
        row?.querySelector<HTMLElement>('[data-row]')!.click();
        return !!row;
      case 'x':
        if (row)
          this.selection.toggle(row, !this.selection.has(row), false);
        return !!row;
      case '*': this.selection.everything(); return true;
      case 'Escape':
        this.selection.clear();
        return true;
      case '#':
      case 'Delete': return this.act('delete');
      case 'a': return this.act('assign');
      case 'e': return this.act('edit');
      case 't': return this.act('tag');
      case 'Shift+T': return this.act('untag');
      case 'z': return press('z');
      default: return false;
    }
  }

  private inList(): boolean {
    return this.window.rows.contains(document.activeElement);
  }

  private act(kind: string): boolean {
    if (kind === 'clear')
      this.selection.clear();
    else if (kind === 'matching')
      this.selection.matching();
    else if (kind === 'assign')
      return this.chooseOwner();
    else if (kind === 'tag' || kind === 'untag')
      return this.chooseTag(kind);
    else if (kind === 'edit')
      return this.edit();
    else
      return this.run(kind, '');
    return true;
  }

  private targets(): string[] {
    return this.selection.size ? this.selection.ids() : this.cursor ? [this.cursor] : [];
  }

  private chooseOwner(): boolean {
    if (!this.targets().length)
      return false;
    void this.server.invokeMethodAsync<Owner[]>('Owners').then(owners => choose('Give to', owners.map(owner => ({
      label: owner.label, icon: owner.icon, run: () => void this.run('assign', owner.id),
    }))));
    return true;
  }

  // What is chosen stays chosen: another field may be next.
  private edit(): boolean {
    const ids = this.targets();
    if (ids.length)
      void this.tell('edit', ids, this.selection.allMatching, '');
    return !!ids.length;
  }

  private chooseTag(kind: string): boolean {
    const ids = this.targets();
    if (!ids.length)
      return false;
    const everything = this.selection.allMatching;
    chooseFrom(kind === 'tag' ? 'Put a tag on' : 'Take a tag off', async text => (await this.server.invokeMethodAsync<Owner[]>('Tags', kind, ids, everything, text)).map(tag => ({
      label: tag.label, group: tag.group, icon: tag.icon, run: () => void this.run(kind, tag.id),
    })));
    return true;
  }

  private run(kind: string, detail: string): boolean {
    const ids = this.targets();
    if (!ids.length)
      return false;
    const everything = this.selection.allMatching;
    if (kind === 'delete') {
      const rows = this.window.all();
      const next = rows.slice(rows.findIndex(row => ids.includes(row.dataset.id!)) + 1).find(row => !ids.includes(row.dataset.id!));
      ids.forEach(id => this.leaving.add(id));
      if (next)
        this.setCursor(next, this.inList());
      this.mark();
    }
    this.selection.clear();
    void this.tell(kind, ids, everything, detail);
    return true;
  }

  private async tell(kind: string, ids: string[], everything: boolean, detail: string): Promise<void> {
    try {
      await this.server.invokeMethodAsync('Act', kind, ids, everything, detail);
    } catch {
      // Said by the line bar; the rows come back with the next answer.
    } finally {
      ids.forEach(id => this.leaving.delete(id));
      this.mark();
    }
  }
}
