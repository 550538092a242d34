// What may be pasted into an email being written, and what leaves it: structure and emphasis, nothing else.
const kept = new Map<string, string>([
  ['B', 'b'], ['STRONG', 'b'], ['I', 'i'], ['EM', 'i'], ['U', 'u'], ['A', 'a'], ['P', 'p'], ['DIV', 'div'], ['BR', 'br'], ['UL', 'ul'], ['OL', 'ol'],
  ['LI', 'li'], ['BLOCKQUOTE', 'blockquote'], ['PRE', 'pre'], ['CODE', 'code'], ['H1', 'p'], ['H2', 'p'], ['H3', 'p'], ['H4', 'p'], ['TR', 'div'],
]);
const dropped = new Set(['SCRIPT', 'STYLE', 'HEAD', 'TITLE', 'META', 'LINK', 'TEMPLATE', 'SVG', 'MATH', 'IFRAME', 'OBJECT', 'NOSCRIPT']);

function copy(from: Node, to: Node): void {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      to.appendChild(document.createTextNode(node.textContent ?? ''));
      continue;
    }
    if (!(node instanceof Element) || dropped.has(node.tagName.toUpperCase()))
      continue;
    const name = kept.get(node.tagName.toUpperCase());
    const style = node.getAttribute('style') ?? '';
    let target: Node = to;
    if (name) {
      const made = document.createElement(name);
      const href = name === 'a' ? node.getAttribute('href') ?? '' : '';
      if (/^(https?:|mailto:|tel:)/i.test(href))
        made.setAttribute('href', href);
      target = to.appendChild(made);
    } else if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) {
      target = to.appendChild(document.createElement('b'));
    } else if (/font-style:\s*italic/i.test(style)) {
      target = to.appendChild(document.createElement('i'));
    }
    copy(node, target);
  }
}

export function clean(html: string): string {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const box = document.createElement('div');
  copy(parsed.body, box);
  return box.innerHTML;
}

export function isEmpty(edit: HTMLElement): boolean {
  return !edit.textContent?.trim() && !edit.querySelector('img, hr');
}

function command(name: string, value?: string): void {
  // Deprecated in name only: the one way to edit that keeps the browser's own undo.
  document.execCommand(name, false, value);
}

export function startRichText(edit: HTMLElement, tools: HTMLElement): void {
  const link = () => {
    const selection = getSelection();
    const existing = selection?.anchorNode?.parentElement?.closest('a');
    const address = prompt('Address of the link', existing?.getAttribute('href') ?? 'https://');
    if (address === null)
      return;
    edit.focus();
    if (!address.trim() || address.trim() === 'https://')
      command('unlink');
    else if (selection?.isCollapsed && !existing) {
      const made = document.createElement('a');
      made.href = /^[a-z]+:/i.test(address) ? address : `https://${address}`;
      made.textContent = address;
      command('insertHTML', clean(made.outerHTML));
    } else
      command('createLink', /^[a-z]+:/i.test(address) ? address : `https://${address}`);
  };
  tools.addEventListener('pointerdown', event => { if ((event.target as Element).closest('[data-format]')) event.preventDefault(); });
  tools.addEventListener('click', event => {
    const button = (event.target as Element).closest<HTMLElement>('[data-format]');
    if (!button)
      return;
    edit.focus();
    if (button.dataset.format === 'link')
      link();
    else
      command(button.dataset.format!);
    edit.dispatchEvent(new Event('input', { bubbles: true }));
  });
  edit.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      event.stopPropagation();
      link();
    }
  });
  edit.addEventListener('paste', event => {
    const html = event.clipboardData?.getData('text/html');
    if (!html)
      return;
    event.preventDefault();
    command('insertHTML', clean(html));
  });
  edit.addEventListener('drop', event => {
    const html = event.dataTransfer?.getData('text/html');
    if (html && !event.dataTransfer?.files.length) {
      event.preventDefault();
      command('insertHTML', clean(html));
    }
  });
}
