namespace SimpleCrm.Mailboxes;

/// <summary>How the product reaches Microsoft 365; configuration section <c>Outlook</c>.</summary>
public sealed class OutlookOptions : ConsentOptions
{
    public const string Section = "Outlook";

    public OutlookOptions()
    {
        AuthorizationEndpoint = new Uri("https://login.microsoftonline.com/common/oauth2/v2.0/authorize");
        TokenEndpoint = new Uri("https://login.microsoftonline.com/common/oauth2/v2.0/token");
        Issuer = "https://login.microsoftonline.com/{tenantid}/v2.0";
        ApiEndpoint = new Uri("https://graph.microsoft.com/v1.0/");
    }

    public override string? FindFault() => FindFault(Section);
}
