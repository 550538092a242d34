using Google.Apis.Services;

namespace Google.Apis.PeopleService.v1;

/// <summary>The part of the People service that is used here, shaped as Google.Apis.PeopleService.v1 is (revision 20251117).</summary>
internal class PeopleServiceService(BaseClientService.Initializer initializer) : BaseClientService(initializer)
{
    public const string Version = "v1";

    public override IList<string> Features => [];

    public override string Name => "people";

    public override string BaseUri => BaseUriOverride ?? "https://people.googleapis.com/";

    public override string BasePath => "";

    public override string BatchUri => $"{BaseUri}batch";

    public override string BatchPath => "batch";

    public virtual PeopleResource People => field ??= new(this);

    public virtual OtherContactsResource OtherContacts => field ??= new(this);
}
