// Addresses as people type and paste them: "Ana Ruiz <ana@x.example>, luca@y.example; …".
export interface Person { email: string; name: string }

/** Good enough to catch typing mistakes; the server has the last word. */
export function wellFormed(email: string): boolean {
  return email.length <= 254 && /^[^\s@<>()",;:\\[\]]+@[^\s@<>()",;:\\[\].-][^\s@<>()",;:\\[\]]*\.[^\s@<>()",;:\\[\].]{2,}$/u.test(email) && !email.includes('..');
}

export function parsePeople(text: string): Person[] {
  const people: Person[] = [];
  let part = '';
  let quoted = false;
  let angle = false;
  const push = () => {
    const raw = part.trim();
    part = '';
    if (!raw)
      return;
    const match = /^(.*?)<\s*(?:mailto:)?([^<>]*)>\s*$/s.exec(raw);
    const name = match ? match[1]!.trim().replace(/^["']+|["']+$/g, '').replace(/\\(.)/g, '$1').trim() : '';
    people.push({ email: (match ? match[2]! : raw).trim().replace(/^mailto:/i, ''), name });
  };
  for (const char of text) {
    if (char === '"')
      quoted = !quoted;
    else if (char === '<')
      angle = true;
    else if (char === '>')
      angle = false;
    if (!quoted && !angle && (char === ',' || char === ';' || char === '\n' || char === '\r' || char === '\t'))
      push();
    else
      part += char;
  }
  push();
  // "ana@x.example luca@y.example": a list without commas.
  return people.flatMap(person => !person.name && /\s/.test(person.email) && person.email.split(/\s+/).every(wellFormed)
    ? person.email.split(/\s+/).map(email => ({ email, name: '' })) : [person]);
}

export function format(person: Person): string {
  return person.name ? `${person.name} <${person.email}>` : person.email;
}

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

/** Domains at which anybody can have an address: they say nothing of a company. */
export const publicDomains = new Set([
  'gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'icloud.com', 'me.com', 'aol.com', 'proton.me', 'protonmail.com',
  'gmx.de', 'gmx.net', 'gmx.com', 'web.de', 't-online.de', 'freenet.de', 'orange.fr', 'free.fr', 'laposte.net', 'wanadoo.fr', 'libero.it', 'virgilio.it', 'wp.pl', 'onet.pl', 'o2.pl',
  'ziggo.nl', 'kpnmail.nl', 'sapo.pt', 'mail.ru', 'yandex.ru', 'qq.com', '163.com',
]);
