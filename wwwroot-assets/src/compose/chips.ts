// A field of recipients: chips that can be walked, copied, edited and removed by keyboard.
import { element, icon } from '../dom';
import { domainOf, format, parsePeople, publicDomains, wellFormed, type Person } from '../people';

export class Chips {
  private people: Person[] = [];
  readonly input: HTMLInputElement;
  private readonly suggestions: HTMLUListElement;
  private found: Person[] = [];
  private active = -1;
  private suggestedFor = '';
  private asked = 0;
  private own: string[] = [];

  constructor(private readonly box: HTMLElement, private readonly changed: () => void, private readonly suggestFrom: string | null) {
    this.input = box.querySelector('input')!;
    this.suggestions = element('ul', 'suggest');
    this.suggestions.role = 'listbox';
    this.suggestions.id = `${this.input.id}-suggestions`;
    this.suggestions.hidden = true;
    this.suggestions.ariaLabel = 'Suggestions';
    box.append(this.suggestions);
    this.input.setAttribute('aria-controls', this.suggestions.id);
    this.input.addEventListener('keydown', event => this.typed(event));
    this.input.addEventListener('input', () => void this.suggest());
    this.input.addEventListener('blur', () => setTimeout(() => { this.take(); this.hide(); }, 120));
    this.input.addEventListener('paste', event => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!/[,;\n@]/.test(text))
        return;
      event.preventDefault();
      this.add(parsePeople(this.input.value + text));
      this.input.value = '';
    });
    box.addEventListener('click', event => { if (event.target === box) this.input.focus(); });
    box.addEventListener('keydown', event => this.walked(event));
  }

  get all(): Person[] {
    return this.people;
  }

  get malformed(): Person[] {
    return this.people.filter(person => !wellFormed(person.email));
  }

  /** The domains of the sender's company: people elsewhere are marked. */
  setOwn(domains: string[]): void {
    this.own = domains.filter(domain => !publicDomains.has(domain));
    this.draw();
  }

  set(people: Person[]): void {
    this.people = [...people];
    this.draw();
  }

  /** What is still being typed becomes a chip. */
  take(): void {
    if (this.input.value.trim()) {
      const typed = parsePeople(this.input.value);
      this.input.value = '';
      this.add(typed);
    }
  }

  add(people: Person[]): void {
    for (const person of people)
      if (person.email && !this.people.some(other => other.email.toLowerCase() === person.email.toLowerCase()))
        this.people.push(person);
    this.draw();
    this.changed();
  }

  private remove(index: number): void {
    this.people.splice(index, 1);
    this.draw();
    this.changed();
    const chips = this.chips();
    (chips[Math.min(index, chips.length - 1)] ?? this.input).focus();
  }

  private chips(): HTMLElement[] {
    return [...this.box.querySelectorAll<HTMLElement>('.person')];
  }

  private draw(): void {
    this.chips().forEach(chip => chip.remove());
    this.people.forEach((person, index) => {
      const good = wellFormed(person.email);
      const outside = good && this.own.length > 0 && !this.own.includes(domainOf(person.email));
      const chip = element('span', good ? outside ? 'person outside' : 'person' : 'person bad');
      chip.tabIndex = -1;
      chip.title = good ? `${format(person)}${outside ? ' · outside your company' : ''}` : `${person.email} is not a complete address`;
      chip.role = 'group';
      chip.ariaLabel = good ? `${format(person)}${outside ? ', outside your company' : ''}` : `${person.email}, not a complete address`;
      if (outside)
        chip.insertAdjacentHTML('afterbegin', icon('globe', 'mark'));
      chip.append(element('span', '', person.name || person.email));
      const cross = element('button');
      cross.type = 'button';
      cross.tabIndex = -1;
      cross.ariaLabel = `Remove ${person.name || person.email}`;
      cross.insertAdjacentHTML('afterbegin', icon('x'));
      cross.onclick = () => this.remove(index);
      chip.append(cross);
      chip.ondblclick = () => this.edit(index);
      this.input.before(chip);
    });
  }

  private edit(index: number): void {
    const [person] = this.people.splice(index, 1);
    this.take();
    this.draw();
    this.input.value = person ? format(person) : '';
    this.input.focus();
    this.changed();
  }

  private typed(event: KeyboardEvent): void {
    if (!this.suggestions.hidden && ['ArrowDown', 'ArrowUp'].includes(event.key)) {
      event.preventDefault();
      this.active = (this.active + (event.key === 'ArrowDown' ? 1 : -1) + this.found.length) % this.found.length;
      this.markSuggestion();
    } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey && !this.suggestions.hidden && this.fits(this.found[this.active])) {
      event.preventDefault();
      this.pick(this.active);
    } else if (event.key === 'Escape' && !this.suggestions.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.hide();
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey || event.key === ',' || event.key === ';') {
      // A comma within quotation marks belongs to the name.
      if (event.key !== 'Enter' && (this.input.value.split('"').length - 1) % 2)
        return;
      if (this.input.value.trim() || event.key !== 'Enter')
        event.preventDefault();
      this.take();
    } else if ((event.key === 'Backspace' || event.key === 'ArrowLeft') && this.input.selectionStart === 0 && this.input.selectionEnd === 0) {
      const last = this.chips().at(-1);
      if (last) {
        event.preventDefault();
        last.focus();
      }
    }
  }

  private walked(event: KeyboardEvent): void {
    const chip = event.target as HTMLElement;
    if (!chip.matches('.person') || event.ctrlKey || event.metaKey)
      return;
    const chips = this.chips();
    const at = chips.indexOf(chip);
    if (event.key === 'Backspace' || event.key === 'Delete')
      this.remove(at);
    else if (event.key === 'ArrowLeft')
      (chips[at - 1] ?? chip).focus();
    else if (event.key === 'ArrowRight')
      (chips[at + 1] ?? this.input).focus();
    else if (event.key === 'Enter' || event.key === 'F2')
      this.edit(at);
    else
      return;
    event.preventDefault();
    event.stopPropagation();
  }

  private async suggest(): Promise<void> {
    const query = this.input.value.trim();
    const asked = ++this.asked;
    if (!this.suggestFrom || !query) {
      this.hide();
      return;
    }
    try {
      const answer = await fetch(`${this.suggestFrom}?q=${encodeURIComponent(query)}`, { headers: { accept: 'application/json' } });
      const people = answer.ok ? await answer.json() as Person[] : [];
      if (asked !== this.asked)
        return;
      this.found = people.filter(person => !this.people.some(other => other.email.toLowerCase() === person.email.toLowerCase())).slice(0, 6);
    } catch {
      this.found = [];
    }
    this.suggestedFor = query;
    // Somebody who typed a whole address means that one.
    const whole = wellFormed(query) ? this.found.findIndex(person => person.email.toLowerCase() === query.toLowerCase()) : 0;
    this.active = this.found.length ? whole : -1;
    this.suggestions.replaceChildren(...this.found.map((person, index) => {
      const row = element('li');
      row.role = 'option';
      row.id = `${this.suggestions.id}-${index}`;
      row.append(element('span', 'ellipsis', person.name || person.email));
      if (person.name)
        row.append(element('small', 'ellipsis', person.email));
      row.onpointerdown = event => { event.preventDefault(); this.pick(index); };
      return row;
    }));
    this.suggestions.hidden = this.found.length === 0;
    this.input.setAttribute('aria-expanded', String(this.found.length > 0));
    this.markSuggestion();
  }

  /** The list answers what was typed a moment ago: whoever has typed on past it does not mean the one it offers. */
  private fits(person: Person | undefined): boolean {
    const typed = this.input.value.trim();
    return person !== undefined && (typed === this.suggestedFor || plain(format(person)).includes(plain(typed)));
  }

  private markSuggestion(): void {
    this.suggestions.querySelectorAll('li').forEach((row, index) => { row.ariaSelected = String(index === this.active); });
    this.input.setAttribute('aria-activedescendant', this.active < 0 ? '' : `${this.suggestions.id}-${this.active}`);
  }

  private pick(index: number): void {
    const person = this.found[index];
    this.input.value = '';
    this.hide();
    if (person)
      this.add([person]);
    this.input.focus();
  }

  private hide(): void {
    this.asked++;
    this.suggestions.hidden = true;
    this.active = -1;
    this.input.setAttribute('aria-expanded', 'false');
  }
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
