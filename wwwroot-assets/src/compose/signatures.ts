// The signature below the text and above the quote: the mailbox's own, chosen by new or reply, changed from the menu.
import { element, icon } from '../dom';

export interface Signature { id: string; mailboxId: string; name: string; html: string; isDefaultForNew: boolean; isDefaultForReply: boolean }

const className = 'signature';

export class Signatures {
  private all: Signature[] = [];
  private chosen: string | null = null;
  private settled = false;

  constructor(private readonly box: HTMLElement, private readonly menu: HTMLElement, private readonly isReply: boolean, private readonly changed: () => void, private readonly safe: () => (html: string) => string) { }

  get id(): string | null {
    return this.chosen;
  }

  get html(): string {
    const one = this.all.find(signature => signature.id === this.chosen);
    return one ? `<br><div class="${className}">${this.safe()(one.html)}</div>` : '';
  }

  get text(): string {
    return this.chosen ? this.box.querySelector<HTMLElement>('.sigtext')?.innerText ?? '' : '';
  }

  async load(): Promise<void> {
    const answer = await fetch('/api/email/signatures', { headers: { accept: 'application/json' } }).catch(() => null);
    if (answer?.ok)
      this.all = await answer.json() as Signature[];
  }

  /** Another sender: their signature, unless the person has chosen one of this mailbox already. */
  from(mailboxId: string, kept?: string | null): void {
    const own = this.all.filter(signature => signature.mailboxId === mailboxId);
    if (kept !== undefined) {
      this.chosen = own.some(signature => signature.id === kept) ? kept : null;
      this.settled = true;
    } else if (!this.settled || (this.chosen && !own.some(signature => signature.id === this.chosen)))
      this.chosen = own.find(signature => this.isReply ? signature.isDefaultForReply : signature.isDefaultForNew)?.id ?? null;
    this.draw(own);
  }

  private choose(id: string | null, own: Signature[]): void {
    this.chosen = id;
    this.settled = true;
    this.draw(own);
    this.changed();
  }

  private draw(own: Signature[]): void {
    const one = own.find(signature => signature.id === this.chosen);
    this.box.hidden = !one;
    const shown = element('div', 'sigtext');
    shown.innerHTML = one ? this.safe()(one.html) : '';
    this.box.replaceChildren(shown);
    this.menu.replaceChildren(...[...own.map(signature => [signature.id, signature.name] as const), [null, 'No signature'] as const].map(([id, name]) => {
      const entry = element('button');
      entry.type = 'button';
      entry.role = 'menuitemradio';
      entry.ariaChecked = String(id === this.chosen);
      entry.append(element('span', 'ellipsis', name));
      entry.insertAdjacentHTML('beforeend', icon('check', 'tick'));
      entry.onclick = () => this.choose(id, own);
      return entry;
    }));
    const settings = element('a', '', 'Edit signatures…');
    settings.href = '/settings/signatures';
    settings.role = 'menuitem';
    this.menu.append(element('hr'), settings);
  }
}

/** Splits a kept text from the signature it was sent with. */
export function splitSignature(html: string): { text: string; signature: string } {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const last = [...parsed.body.children].filter(node => node.matches(`div.${className}`)).at(-1);
  if (!last)
    return { text: html, signature: '' };
  if (last.previousElementSibling?.tagName === 'BR')
    last.previousElementSibling.remove();
  last.remove();
  return { text: parsed.body.innerHTML, signature: `<br>${last.outerHTML}` };
}

export function withoutSignature(html: string): string {
  return splitSignature(html).text;
}
