import { wellFormed, type Person } from './people';

/** mailto: links of emails, opened in the composer (RFC 6068). */
export function fromMailto(href: string): { to: Person[]; subject: string } {
  const [path, query] = href.replace(/^mailto:/i, '').split('?', 2);
  const decode = (text: string) => { try { return decodeURIComponent(text); } catch { return text; } };
  const to = decode(path ?? '').split(',').map(email => ({ email: email.trim(), name: '' })).filter(person => wellFormed(person.email));
  const subject = /(?:^|&)subject=([^&]*)/i.exec(query ?? '')?.[1] ?? '';
  return { to, subject: decode(subject.replace(/\+/g, ' ')).slice(0, 300) };
}
