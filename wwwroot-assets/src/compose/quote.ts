// The email that is answered or forwarded, below the text: shown on request, left out, or taken into the text to be edited.
import type { Writing } from './writing';
import type { QuoteState } from './store';

export class Quote {
  state: QuoteState = 'kept';
  private readonly box: HTMLElement | null;
  private readonly shown: HTMLElement | null;

  constructor(root: HTMLElement, private readonly emailId: string, private readonly mode: string, private readonly changed: () => void, private readonly refuse: (text: string) => void) {
    this.box = root.querySelector<HTMLElement>('.quoted');
    this.shown = this.box?.querySelector<HTMLElement>('.frame') ?? null;
    if (!this.box)
      this.state = 'removed';
  }

  /** True when the original goes along as it came. */
  get isKept(): boolean {
    return this.state === 'kept';
  }

  set(state: QuoteState): void {
    if (!this.box)
      return;
    this.state = state;
    this.box.hidden = state !== 'kept';
  }

  toggle(button: HTMLElement): void {
    if (!this.shown)
      return;
    const frame = this.shown.querySelector('iframe')!;
    // Loaded when it is asked for: the frame scripts start it.
    if (!frame.dataset.mail)
      frame.dataset.mail = `/mail/emails/${this.emailId}/document`;
    this.shown.hidden = !this.shown.hidden;
    button.textContent = this.shown.hidden ? 'Show' : 'Hide';
    button.setAttribute('aria-expanded', String(!this.shown.hidden));
  }

  remove(): void {
    this.set('removed');
    this.changed();
  }

  /** From here on it is part of the text: its looks may change. */
  async edit(writing: Writing): Promise<void> {
    try {
      const answer = await fetch(`/mail/emails/${this.emailId}/quote?mode=${this.mode}`, { headers: { accept: 'text/html' } });
      if (!answer.ok)
        throw new Error(String(answer.status));
      writing.append(`<div><br></div>${await answer.text()}`);
      this.set('edited');
      this.changed();
    } catch {
      this.refuse('The original cannot be fetched now. It is still sent below your text.');
    }
  }
}
