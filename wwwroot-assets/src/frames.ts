// Frames of email bodies: given their address in the page's theme, made as tall as their content, keys passed on.
import { handleKey } from './keys';
import { scheme } from './scheme';

const selector = 'iframe[data-mail]';
const watched = new WeakMap<HTMLIFrameElement, ResizeObserver>();

function address(frame: HTMLIFrameElement): string {
  const base = frame.dataset.mail!;
  return `${base}${base.includes('?') ? '&' : '?'}theme=${scheme()}`;
}

function start(frame: HTMLIFrameElement): void {
  const wanted = address(frame);
  if (frame.getAttribute('src') !== wanted) {
    frame.parentElement?.setAttribute('data-waiting', '');
    frame.src = wanted;
  }
}

function fit(frame: HTMLIFrameElement): void {
  const page = frame.contentDocument;
  if (!page?.body)
    return;
  const height = Math.ceil(Math.max(page.body.getBoundingClientRect().bottom, page.body.scrollHeight));
  // A sideways scroll bar takes room of its own.
  const bar = page.documentElement.scrollWidth > page.documentElement.clientWidth ? 14 : 0;
  const wanted = `${Math.min(Math.max(24, height + bar), 60_000)}px`;
  if (frame.style.height !== wanted)
    frame.style.height = wanted;
}

function loaded(frame: HTMLIFrameElement): void {
  const page = frame.contentDocument;
  if (!page?.body || page.location.href === 'about:blank')
    return;
  page.documentElement.style.overflowY = 'hidden';
  fit(frame);
  frame.parentElement?.removeAttribute('data-waiting');
  watched.get(frame)?.disconnect();
  const observer = new ResizeObserver(() => fit(frame));
  observer.observe(page.body);
  watched.set(frame, observer);
  page.addEventListener('toggle', () => fit(frame), true);
  page.addEventListener('keydown', handleKey);
  page.addEventListener('click', event => {
    const link = (event.target as Element).closest?.('a[href^="mailto:" i]');
    if (link) {
      event.preventDefault();
      document.dispatchEvent(new CustomEvent('mailto', { detail: link.getAttribute('href') }));
    }
  });
}

export function startFrames(): void {
  document.addEventListener('load', event => {
    if (event.target instanceof HTMLIFrameElement && event.target.matches(selector))
      loaded(event.target);
  }, true);
  new MutationObserver(records => {
    for (const record of records) {
      if (record.type === 'attributes')
        start(record.target as HTMLIFrameElement);
      else
        for (const node of record.addedNodes)
          if (node instanceof Element) {
            if (node.matches(selector))
              start(node as HTMLIFrameElement);
            node.querySelectorAll<HTMLIFrameElement>(selector).forEach(start);
          }
    }
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-mail'] });
  document.addEventListener('themechange', () => document.querySelectorAll<HTMLIFrameElement>(selector).forEach(start));
}
