/** Drags cards with the mouse. A dropped card shows in its new place at once, as a ghost, until the server has drawn it there. */
export class CardDrag {
  private card: HTMLElement | null = null;
  private ghost: HTMLElement | null = null;

  constructor(private readonly root: HTMLElement, private readonly drop: (id: string, stage: string, before: string) => Promise<unknown>) {
    root.addEventListener('dragstart', event => this.start(event));
    root.addEventListener('dragover', event => this.over(event));
    root.addEventListener('dragend', () => this.end());
    root.addEventListener('drop', event => void this.dropped(event));
  }

  get isMoving(): boolean {
    return this.ghost !== null;
  }

  private start(event: DragEvent): void {
    this.card = (event.target as Element).closest?.<HTMLElement>('.dealcard') ?? null;
    if (!this.card || !event.dataTransfer)
      return;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', this.card.dataset.id!);
    // After the picture that follows the pointer was taken.
    const card = this.card;
    requestAnimationFrame(() => card.toggleAttribute('data-dragging', this.card === card));
  }

  /** The card above which the pointer is; null for the end of the column. */
  private below(column: Element, y: number): HTMLElement | null {
    return [...column.querySelectorAll<HTMLElement>('.dealcard:not([data-dragging], [data-ghost])')]
      .find(card => { const at = card.getBoundingClientRect(); return y < at.top + at.height / 2; }) ?? null;
  }

  private over(event: DragEvent): void {
    const column = (event.target as Element).closest<HTMLElement>('.column');
    if (!this.card || !column)
      return;
    event.preventDefault();
    const below = this.below(column, event.clientY);
    this.unmark();
    column.toggleAttribute('data-over', true);
    below ? below.toggleAttribute('data-below', true) : column.toggleAttribute('data-end', true);
  }

  private async dropped(event: DragEvent): Promise<void> {
    const column = (event.target as Element).closest<HTMLElement>('.column');
    const card = this.card;
    if (!card || !column)
      return;
    event.preventDefault();
    const below = this.below(column, event.clientY);
    const cards = column.querySelector('.cards')!;
    this.end();
    this.ghost = card.cloneNode(true) as HTMLElement;
    this.ghost.toggleAttribute('data-ghost', true);
    this.ghost.ariaHidden = 'true';
    card.toggleAttribute('data-dragging', true);
    below ? below.before(this.ghost) : cards.append(this.ghost);
    try {
      await this.drop(card.dataset.id!, column.dataset.stage!, below?.dataset.id ?? '');
    } finally {
      this.ghost.remove();
      this.ghost = null;
      this.root.querySelectorAll('[data-dragging]').forEach(one => one.removeAttribute('data-dragging'));
    }
  }

  private end(): void {
    this.card?.removeAttribute('data-dragging');
    this.card = null;
    this.unmark();
  }

  private unmark(): void {
    for (const name of ['data-over', 'data-end', 'data-below'])
      this.root.querySelectorAll(`[${name}]`).forEach(node => node.removeAttribute(name));
  }
}
