// HTML on its way into and out of the editor: nothing that runs, no address but those an email may hold.
const dropped = 'script, head > :not(style), title, meta, link, template, svg, math, iframe, frame, object, embed, applet, noscript, audio, video, base, form > input, button, select, textarea';
const places = new Set(['href', 'src', 'background']);

function allowed(name: string, address: string, tag: string): boolean {
  // A browser reads past spaces and control characters in a scheme.
  const plain = address.replace(/[\u0000-\u0020\u00a0]+/g, '');
  if (name === 'href')
    return /^(https?:|mailto:|tel:)/i.test(plain);
  return tag === 'IMG' && /^(https?:|cid:|blob:|data:image\/(png|jpeg|gif|webp|bmp|avif);base64,|\/mail\/(uploads|attachments)\/)/i.test(plain);
}

export function safeHtml(html: string): string {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const styles = [...parsed.head.querySelectorAll('style')].map(style => style.outerHTML).join('');
  parsed.body.querySelectorAll(dropped).forEach(node => node.remove());
  for (const node of parsed.body.querySelectorAll('*'))
    for (const { name, value } of [...node.attributes])
      if (name.startsWith('on') || name === 'srcset' || name === 'contenteditable' || name === 'action' || name === 'formaction'
        || (places.has(name) && !allowed(name, value, node.tagName)))
        node.removeAttribute(name);
  // A picture of a local file, or of nothing, is none.
  parsed.body.querySelectorAll('img:not([src])').forEach(node => node.remove());
  return styles + parsed.body.innerHTML;
}
