using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Api;

/// <summary>Where a browser goes to be led to a provider's consent page.</summary>
internal static class StartAddress
{
    public const string Path = "/api/email/consent/";

    /// <param name="provider">Gmail or Outlook.</param>
    /// <param name="address">The address to be connected again; null for any.</param>
    public static string Of(MailProvider provider, string? address) =>
        Path + provider + (address is null ? "" : "?address=" + Uri.EscapeDataString(address));
}
