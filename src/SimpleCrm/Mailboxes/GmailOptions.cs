namespace SimpleCrm.Mailboxes;

/// <summary>How the product reaches Google; configuration section <c>Gmail</c>.</summary>
public sealed class GmailOptions : ConsentOptions
{
    public const string Section = "Gmail";

    public GmailOptions()
    {
        AuthorizationEndpoint = new Uri("https://accounts.google.com/o/oauth2/v2/auth");
        TokenEndpoint = new Uri("https://oauth2.googleapis.com/token");
        RevocationEndpoint = new Uri("https://oauth2.googleapis.com/revoke");
        UserInfoEndpoint = new Uri("https://openidconnect.googleapis.com/v1/userinfo");
        Issuer = "https://accounts.google.com";
        ApiEndpoint = new Uri("https://gmail.googleapis.com/");
    }

    /// <summary>Root of the People API, for contacts.</summary>
    public Uri PeopleEndpoint { get; set; } = new("https://people.googleapis.com/");

    /// <summary>The Pub/Sub topic to which Gmail publishes changes: projects/{project}/topics/{topic}. Empty: no push, the mailboxes are polled.</summary>
    public string Topic { get; set; } = "";

    /// <summary>The service account that signs the push requests, as set in the Pub/Sub subscription.</summary>
    public string PushServiceAccount { get; set; } = "";

    /// <summary>The audience of the push requests, as set in the Pub/Sub subscription; empty takes the webhook address.</summary>
    public string PushAudience { get; set; } = "";

    /// <summary>The issuer of the tokens that push requests carry.</summary>
    public string PushIssuer { get; set; } = "https://accounts.google.com";

    /// <summary>The public keys for those tokens, as a JSON Web Key Set (RFC 7517).</summary>
    public Uri PushKeys { get; set; } = new("https://www.googleapis.com/oauth2/v3/certs");

    public override string? FindFault() => FindFault(Section)
        ?? (Topic.Length > 0 && !IsTopic(Topic) ? $"{Section}:Topic must look like projects/my-project/topics/my-topic." : null);

    internal static bool IsTopic(string topic) => topic.Split('/') is ["projects", { Length: > 0 }, "topics", { Length: > 0 }];

    private protected override IEnumerable<(string Name, Uri? Uri)> Endpoints() => base.Endpoints().Concat([(nameof(PeopleEndpoint), PeopleEndpoint), (nameof(PushKeys), PushKeys)]);
}
