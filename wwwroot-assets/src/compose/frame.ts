// The frame of a composer: its title, its size, what it says about itself, and what is wrong at each field.
import { setWords } from '../dom';

export class Frame {
  private readonly status: HTMLElement;

  constructor(readonly root: HTMLElement) {
    this.status = this.find('.chead small');
  }

  get isSmall(): boolean {
    return this.root.hasAttribute('data-small');
  }

  find<T extends HTMLElement>(selector: string): T {
    return this.root.querySelector<T>(selector)!;
  }

  title(subject: string): void {
    setWords(this.find('.chead > span'), subject.trim() || 'New email');
  }

  say(text: string): void {
    setWords(this.status, text);
  }

  reveal(field: string): void {
    this.find(`[data-row=${field}]`).hidden = false;
    const button = this.root.querySelector<HTMLElement>(`[data-reveal=${field}]`);
    if (button)
      button.hidden = true;
  }

  error(field: string, text: string): void {
    const place = this.root.querySelector<HTMLElement>(`[data-error="${field}"]`) ?? this.find('[data-error=""]');
    place.textContent = place.textContent && place.textContent !== text ? `${place.textContent} ${text}` : text;
    place.hidden = false;
    if (field === 'cc' || field === 'bcc')
      this.reveal(field);
  }

  clearError(field: string): void {
    const place = this.find(`[data-error="${field}"]`);
    place.textContent = '';
    place.hidden = true;
  }

  clearErrors(): void {
    this.root.querySelectorAll<HTMLElement>('[data-error]').forEach(place => { place.textContent = ''; place.hidden = true; });
    this.find('[data-doubts]').hidden = true;
  }

  /** Makes it small or large, or as it was. */
  resize(size: string): void {
    this.root.toggleAttribute(`data-${size}`);
    this.root.removeAttribute(size === 'small' ? 'data-large' : 'data-small');
    const button = this.find('[data-size=small]');
    button.ariaLabel = button.title = this.isSmall ? 'Restore' : 'Minimise';
    button.querySelector('use')!.setAttribute('href', `/icons.svg#${this.isSmall ? 'chevron-up' : 'minus'}`);
    if (this.isSmall)
      button.focus();
  }
}
