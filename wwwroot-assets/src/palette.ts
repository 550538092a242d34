// One box for every choice by typing: commands, screens, folders.
import { element, icon, visible } from './dom';

export interface Choice { label: string; group?: string; icon?: string; key?: string; run: () => void }

let shown: Choice[] = [];
let all: Choice[] = [];
let active = 0;
let ranked = true;

const box = () => document.getElementById('palette') as HTMLDialogElement | null;

function score(label: string, words: string[]): number {
  const text = label.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0)
      return -1;
    sum += at === 0 ? 0 : /[\s/·-]/.test(text[at - 1] ?? '') ? 1 : 3;
  }
  return sum;
}

function draw(): void {
  const dialog = box()!;
  const input = dialog.querySelector('input')!;
  const list = dialog.querySelector('ul')!;
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  shown = !ranked ? all : all.map(choice => ({ choice, rank: score(`${choice.label} ${choice.group ?? ''}`, words) }))
    .filter(entry => entry.rank >= 0).sort((a, b) => a.rank - b.rank).map(entry => entry.choice).slice(0, 60);
  active = Math.max(0, Math.min(active, shown.length - 1));
  list.replaceChildren(...shown.map((choice, index) => {
    const row = element('li');
    row.role = 'option';
    row.id = `palette-${index}`;
    row.ariaSelected = String(index === active);
    row.insertAdjacentHTML('afterbegin', icon(/^[a-z0-9-]+$/.test(choice.icon ?? '') ? choice.icon! : 'chevron-right'));
    row.append(element('span', 'ellipsis', choice.label));
    if (choice.group)
      row.append(element('span', 'group ellipsis', choice.group));
    if (choice.key)
      row.append(element('span', 'kbd', choice.key));
    row.onpointermove = () => { if (active !== index) { active = index; mark(); } };
    row.onclick = () => take(index);
    return row;
  }));
  dialog.querySelector<HTMLElement>('.none')!.hidden = shown.length > 0;
  mark();
}

function mark(): void {
  const dialog = box()!;
  dialog.querySelectorAll('li').forEach((row, index) => { row.ariaSelected = String(index === active); });
  dialog.querySelector('input')!.setAttribute('aria-activedescendant', shown.length ? `palette-${active}` : '');
  dialog.querySelector(`#palette-${active}`)?.scrollIntoView({ block: 'nearest' });
}

function take(index: number): void {
  const choice = shown[index];
  box()!.close();
  choice?.run();
}

/** Shows the box. What is typed narrows the choices, or goes to whoever knows more of them. */
function open(placeholder: string, typed: (text: string) => void): boolean {
  const dialog = box();
  if (!dialog || dialog.open)
    return false;
  active = 0;
  const input = dialog.querySelector('input')!;
  input.value = '';
  input.placeholder = placeholder;
  input.setAttribute('aria-label', placeholder);
  input.oninput = () => { active = 0; typed(input.value); };
  input.onkeydown = event => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step && shown.length) {
      event.preventDefault();
      active = (active + step + shown.length) % shown.length;
      mark();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      take(active);
    }
  };
  dialog.onclick = event => { if (event.target === dialog) dialog.close(); };
  draw();
  dialog.showModal();
  input.focus();
  return true;
}

export function choose(placeholder: string, choices: Choice[]): void {
  all = choices;
  ranked = true;
  open(placeholder, draw);
}

/** As above, for more than a page can hold: each text is asked for. */
export function chooseFrom(placeholder: string, search: (text: string) => Promise<Choice[]>): void {
  all = [];
  ranked = false;
  let asked = 0;
  let timer = 0;
  const ask = async (text: string) => {
    const mine = ++asked;
    const found = await search(text);
    // An answer that was overtaken is not shown.
    if (mine !== asked)
      return;
    all = found;
    draw();
  };
  if (open(placeholder, text => { clearTimeout(timer); timer = window.setTimeout(() => void ask(text), 120); }))
    void ask('');
}

/** Everything on the page that carries a command: screens, folders, actions of the moment. */
export function openPalette(): void {
  const seen = new Set<string>();
  const choices: Choice[] = [];
  for (const node of document.querySelectorAll<HTMLElement>('[data-command]')) {
    const label = node.dataset.command || node.ariaLabel || node.textContent?.trim() || '';
    const always = node.closest('[data-commands]') !== null;
    if (!label || seen.has(label + (node.dataset.group ?? '')) || (!always && !visible(node)))
      continue;
    seen.add(label + (node.dataset.group ?? ''));
    choices.push({
      label, group: node.dataset.group, key: node.dataset.key && node.dataset.key.length < 4 ? node.dataset.key.toUpperCase() : undefined,
      icon: node.querySelector('use')?.getAttribute('href')?.split('#')[1], run: () => node.click(),
    });
  }
  choose('Go to, or do', choices);
}
