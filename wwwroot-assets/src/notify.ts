/** What the browser says about notices: "granted", "denied", "default" (not asked yet), or "missing" where it has none. */
export async function notifyPermission(ask: boolean): Promise<string> {
  if (!('Notification' in window))
    return 'missing';
  return ask && Notification.permission === 'default' ? await Notification.requestPermission() : Notification.permission;
}

/** Shows a notice unless somebody is looking at the page anyway. The same notice of several open pages shows once. */
export function notify(id: string, title: string, text: string, path: string): void {
  if (!('Notification' in window) || Notification.permission !== 'granted' || document.visibilityState === 'visible' && document.hasFocus())
    return;
  const notice = new Notification(title, { body: text, tag: id, icon: '/favicon.svg' });
  notice.addEventListener('click', () => {
    window.focus();
    notice.close();
    Blazor.navigateTo(path);
  });
}
