using Google.Apis.Services;

namespace Google.Apis.Gmail.v1;

/// <summary>
/// The part of the Gmail service that is used here, shaped as the generated client library (Google.Apis.Gmail.v1) is, from the discovery
/// document of revision 20260413. That package can take the place of this folder.
/// </summary>
internal class GmailService(BaseClientService.Initializer initializer) : BaseClientService(initializer)
{
    public const string Version = "v1";

    public override IList<string> Features => [];

    public override string Name => "gmail";

    public override string BaseUri => BaseUriOverride ?? "https://gmail.googleapis.com/";

    public override string BasePath => "";

    public override string BatchUri => $"{BaseUri}batch";

    public override string BatchPath => "batch";

    public virtual UsersResource Users => field ??= new(this);
}
