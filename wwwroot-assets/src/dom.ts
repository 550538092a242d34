export function icon(name: string, cls = ''): string {
  return `<svg class="icon ${cls}" aria-hidden="true"><use href="/icons.svg#${name}"></use></svg>`;
}

export function element<K extends keyof HTMLElementTagNameMap>(tag: K, cls = '', text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (cls)
    made.className = cls;
  if (text)
    made.textContent = text;
  return made;
}

export function visible(node: Element | null): boolean {
  return node instanceof HTMLElement && node.getClientRects().length > 0 && !(node as HTMLButtonElement).disabled;
}

/** A short notice of the page's own, in the same place and live region as the server's. */
export function snack(text: string, act?: { label: string; run: () => void }, seconds = 8): void {
  const region = document.getElementById('local-snacks');
  if (!region)
    return;
  const box = element('div', 'snack');
  box.append(element('span', '', text));
  if (act) {
    const button = element('button', 'act', act.label);
    button.onclick = () => { box.remove(); act.run(); };
    box.append(button);
  }
  region.append(box);
  setTimeout(() => box.remove(), seconds * 1000);
}

/** Changes the words of an element that holds nothing else. A new node, even with the same words, would have the whole page's style looked at. */
export function setWords(place: Element, words: string): void {
  const text = place.firstChild;
  if (text instanceof Text && place.childNodes.length === 1) {
    if (text.data !== words)
      text.data = words;
  } else
    place.textContent = words;
}
