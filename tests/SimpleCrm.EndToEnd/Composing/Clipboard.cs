using Microsoft.Playwright;

namespace SimpleCrm.EndToEnd.Composing;

/// <summary>Pastes into a page as another program's clipboard would, and drops files on it.</summary>
internal static class Clipboard
{
    /// <summary>A PNG of one pixel.</summary>
    public static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static Task PasteAsync(ILocator into, string html, string text) => into.EvaluateAsync(
        """
        (node, [html, text]) => {
          const data = new DataTransfer();
          data.setData('text/html', html);
          data.setData('text/plain', text);
          node.focus();
          node.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """,
        new[] { html, text });

    public static Task PasteFileAsync(ILocator into, string name, string type, byte[] content) => SendAsync(into, "paste", name, type, content);

    public static Task DropFileAsync(ILocator onto, string name, string type, byte[] content) => SendAsync(onto, "drop", name, type, content);

    private static Task SendAsync(ILocator to, string how, string name, string type, byte[] content) => to.EvaluateAsync(
        """
        (node, [how, name, type, content]) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(content), char => char.charCodeAt(0))], name, { type }));
          const options = { bubbles: true, cancelable: true };
          if (how === 'paste') node.focus();
          node.dispatchEvent(how === 'paste' ? new ClipboardEvent('paste', { ...options, clipboardData: data }) : new DragEvent('drop', { ...options, dataTransfer: data }));
        }
        """,
        new[] { how, name, type, Convert.ToBase64String(content) });
}
