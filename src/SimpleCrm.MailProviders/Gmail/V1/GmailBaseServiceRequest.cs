using Google.Apis.Discovery;
using Google.Apis.Requests;
using Google.Apis.Services;
using Google.Apis.Util;

namespace Google.Apis.Gmail.v1;

/// <summary>What every request has.</summary>
internal abstract class GmailBaseServiceRequest<TResponse>(IClientService service) : ClientServiceRequest<TResponse>(service)
{
    /// <summary>Selector specifying which fields to include in a partial response.</summary>
    [RequestParameter("fields", RequestParameterType.Query)]
    public virtual string? Fields { get; set; }

    protected override void InitParameters()
    {
        base.InitParameters();
        RequestParameters.Add("fields", new Parameter { Name = "fields", IsRequired = false, ParameterType = "query" });
    }
}
