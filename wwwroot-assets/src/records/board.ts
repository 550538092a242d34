// The board of deals: cards are dragged, or moved by keys; the server is told afterwards and draws anew.
import { onKey, press } from '../keys';
import { choose } from '../palette';
import { CardWindows } from './cardwindow';
import { CardDrag } from './drag';

export class DealBoardView {
  private readonly stop: (() => void)[] = [];
  private readonly drag: CardDrag;
  private readonly windows: CardWindows;
  private cursor: string | null = null;
  private refocus = false;

  constructor(private readonly root: HTMLElement, private readonly server: DotNetObject) {
    this.drag = new CardDrag(root, (id, stage, before) => this.tell('Move', id, stage, before));
    this.windows = new CardWindows(root, (stage, from, count) => this.tell('Show', stage, from, count));
    root.addEventListener('focusin', event => {
      const card = (event.target as Element).closest<HTMLElement>('.dealcard');
      if (card)
        this.setCursor(card, false);
    });
    root.addEventListener('click', event => {
      const card = (event.target as Element).closest('[data-move]')?.closest<HTMLElement>('.dealcard');
      if (!card)
        return;
      this.setCursor(card, false);
      this.chooseStage();
    });
    const observer = new MutationObserver(() => this.rendered());
    observer.observe(root, { childList: true, subtree: true });
    this.stop.push(() => observer.disconnect(), () => this.windows.dispose(), onKey((key, event) => this.key(key, event)));
    this.rendered();
  }

  dispose(): void {
    this.stop.forEach(stop => stop());
  }

  private columns(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>('.column[data-stage]')];
  }

  private cards(column: Element): HTMLElement[] {
    return [...column.querySelectorAll<HTMLElement>('.dealcard:not([data-ghost])')];
  }

  private card(id: string | null): HTMLElement | null {
    return id ? this.root.querySelector<HTMLElement>(`.dealcard[data-id="${id}"]:not([data-ghost])`) : null;
  }

  /** One card can be reached by Tab: the one under the cursor, else the first. */
  private rendered(): void {
    const card = this.card(this.cursor);
    const reachable = card ?? this.root.querySelector<HTMLElement>('.dealcard:not([data-ghost])');
    for (const one of this.root.querySelectorAll<HTMLElement>('.dealcard')) {
      one.querySelector<HTMLElement>('[data-card]')!.tabIndex = one === reachable ? 0 : -1;
      one.toggleAttribute('data-cursor', one === card);
    }
    if (this.refocus && card && !this.drag.isMoving) {
      this.refocus = false;
      this.setCursor(card, true);
    }
    this.windows.fillAll();
  }

  private setCursor(card: HTMLElement, focus: boolean): void {
    this.cursor = card.dataset.id!;
    this.rendered();
    if (focus)
      card.querySelector<HTMLElement>('[data-card]')!.focus();
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  private key(key: string, event: KeyboardEvent): boolean {
    if (document.activeElement?.closest('.menu'))
      return false;
    const inBoard = this.root.querySelector('.columns')?.contains(document.activeElement) ?? false;
    const arrow = key.startsWith('Arrow');
    if (arrow && !inBoard)
      return false;
    if (arrow && event.shiftKey)
      return this.shift(key);
    switch (key) {
      case 'j': case 'ArrowDown': return this.step(1);
      case 'k': case 'ArrowUp': return this.step(-1);
      case 'l': case 'ArrowRight': return this.across(1);
      case 'h': case 'ArrowLeft': return this.across(-1);
      case 'Enter': case 'o': {
        const card = this.card(this.cursor);
        card?.querySelector<HTMLElement>('[data-card]')!.click();
        return !!card;
      }
      case 'v': return this.chooseStage();
      case '#': case 'Delete':
        if (this.cursor)
          void this.server.invokeMethodAsync('Delete', this.cursor);
        return !!this.cursor;
      case 'z': return press('z');
      default: return false;
    }
  }

  private step(by: number): boolean {
    const card = this.card(this.cursor);
    const cards = card ? this.cards(card.closest('.column')!) : [];
    const next = card ? cards[cards.indexOf(card) + by] : this.root.querySelector<HTMLElement>('.dealcard');
    if (next)
      this.setCursor(next, true);
    return true;
  }

  private across(by: number): boolean {
    const card = this.card(this.cursor);
    if (!card)
      return this.step(0);
    const columns = this.columns();
    const height = card.getBoundingClientRect().top;
    for (let at = columns.indexOf(card.closest('.column')!) + by; at >= 0 && at < columns.length; at += by) {
      const cards = this.cards(columns[at]!);
      if (!cards.length)
        continue;
      // The one at the same height, so that the eye need not look for it.
      this.setCursor(cards.reduce((best, one) => Math.abs(one.getBoundingClientRect().top - height) < Math.abs(best.getBoundingClientRect().top - height) ? one : best), true);
      break;
    }
    return true;
  }

  /** Moves the card itself. */
  private shift(key: string): boolean {
    const card = this.card(this.cursor);
    if (!card)
      return false;
    const column = card.closest<HTMLElement>('.column')!;
    if (key === 'ArrowLeft' || key === 'ArrowRight') {
      const to = this.columns()[this.columns().indexOf(column) + (key === 'ArrowRight' ? 1 : -1)];
      if (to)
        this.toStage(card, to.dataset.stage!);
      return true;
    }
    const cards = this.cards(column);
    const at = cards.indexOf(card);
    if (key === 'ArrowUp' ? at > 0 : at < cards.length - 1) {
      this.refocus = true;
      void this.tell('Move', card.dataset.id!, column.dataset.stage!, (key === 'ArrowUp' ? cards[at - 1] : cards[at + 2])?.dataset.id ?? '');
    }
    return true;
  }

  private chooseStage(): boolean {
    const card = this.card(this.cursor);
    if (!card)
      return false;
    const here = card.closest<HTMLElement>('.column')!.dataset.stage;
    choose('Move to', this.columns().filter(column => column.dataset.stage !== here).map(column => ({
      label: column.dataset.name!, icon: column.dataset.kind === 'won' ? 'circle-check' : column.dataset.kind === 'lost' ? 'circle-x' : 'move-right',
      run: () => this.toStage(card, column.dataset.stage!),
    })));
    return true;
  }

  private toStage(card: HTMLElement, stage: string): void {
    this.refocus = true;
    this.cursor = card.dataset.id!;
    this.root.querySelector(`.column[data-stage="${stage}"] .cards`)!.scrollTop = 0;
    void this.tell('MoveToStage', card.dataset.id!, stage);
  }

  private async tell(method: string, ...args: (string | number)[]): Promise<boolean> {
    try {
      await this.server.invokeMethodAsync(method, ...args);
      return true;
    } catch {
      // The line is down; the page says so, and the card is where the server last drew it.
      return false;
    } finally {
      this.rendered();
    }
  }
}
