/** Which threads are ticked. Kept by id, so that it survives rows coming and going. */
export class Selection {
  private readonly picked = new Set<string>();
  private last: string | null = null;
  allMatching = false;

  constructor(private readonly root: HTMLElement, private readonly rows: () => HTMLElement[]) {}

  get size(): number {
    return this.picked.size;
  }

  has(row: HTMLElement): boolean {
    return this.picked.has(row.dataset.id!);
  }

  ids(): string[] {
    return [...this.picked];
  }

  clear(): void {
    this.picked.clear();
    this.allMatching = false;
    this.last = null;
    this.show();
  }

  toggle(row: HTMLElement, on: boolean, range: boolean): void {
    const rows = this.rows();
    const from = range && this.last ? rows.findIndex(other => other.dataset.id === this.last) : -1;
    const at = rows.indexOf(row);
    const span = from < 0 ? [row] : rows.slice(Math.min(from, at), Math.max(from, at) + 1);
    for (const one of span)
      on ? this.picked.add(one.dataset.id!) : this.picked.delete(one.dataset.id!);
    this.allMatching = false;
    this.last = row.dataset.id!;
    this.show();
  }

  extend(from: HTMLElement | null, to: HTMLElement): void {
    this.last = from?.dataset.id ?? to.dataset.id!;
    this.toggle(to, true, true);
  }

  /** Every row at hand, or none when all of them are ticked already. */
  everything(): void {
    const rows = this.rows();
    if (rows.every(row => this.has(row))) {
      this.clear();
      return;
    }
    rows.forEach(row => this.picked.add(row.dataset.id!));
    this.show();
  }

  /** Also the threads that are not loaded. */
  matching(): void {
    this.allMatching = true;
    this.show();
  }

  show(): void {
    const total = Number(this.root.querySelector<HTMLElement>('.window')?.dataset.total ?? 0);
    this.root.toggleAttribute('data-selecting', this.picked.size > 0);
    for (const row of this.rows()) {
      const on = this.picked.has(row.dataset.id!);
      row.toggleAttribute('data-selected', on);
      row.querySelector<HTMLInputElement>('.pick input')!.checked = on;
    }
    const count = this.root.querySelector<HTMLElement>('[data-count]');
    const text = `${(this.allMatching ? total : this.picked.size).toLocaleString('en')} selected`;
    if (count && count.textContent !== text)
      count.textContent = text;
    const more = this.root.querySelector<HTMLElement>('[data-act=matching]');
    if (more) {
      const offered = !this.allMatching && this.picked.size >= this.rows().length && total > this.picked.size && this.picked.size > 1;
      more.hidden = !offered;
      const label = `All ${total.toLocaleString('en')}`;
      if (more.textContent !== label)
        more.textContent = label;
    }
  }
}
