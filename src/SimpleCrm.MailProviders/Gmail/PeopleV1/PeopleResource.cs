using Google.Apis.Discovery;
using Google.Apis.PeopleService.v1.Data;
using Google.Apis.Services;
using Google.Apis.Util;

namespace Google.Apis.PeopleService.v1;

/// <summary>The "people" collection of methods.</summary>
internal class PeopleResource(IClientService service)
{
    public virtual ConnectionsResource Connections { get; } = new(service);

    /// <summary>The "connections" collection of methods.</summary>
    public class ConnectionsResource(IClientService service)
    {
        /// <summary>Provides a list of the authenticated user's contacts.</summary>
        public virtual ListRequest List(string resourceName) => new(service, resourceName);

        /// <summary>Provides a list of the authenticated user's contacts.</summary>
        public class ListRequest : PeopleServiceBaseServiceRequest<ListConnectionsResponse>
        {
            public ListRequest(IClientService service, string resourceName) : base(service)
            {
                ResourceName = resourceName;
                InitParameters();
            }

            /// <summary>Required.</summary>
            [RequestParameter("resourceName", RequestParameterType.Path)]
            public virtual string ResourceName { get; }

            /// <summary>Optional.</summary>
            [RequestParameter("pageSize", RequestParameterType.Query)]
            public virtual long? PageSize { get; set; }

            /// <summary>Optional.</summary>
            [RequestParameter("pageToken", RequestParameterType.Query)]
            public virtual string? PageToken { get; set; }

            /// <summary>Required.</summary>
            [RequestParameter("personFields", RequestParameterType.Query)]
            public virtual string? PersonFields { get; set; }

            /// <summary>Optional.</summary>
            [RequestParameter("requestSyncToken", RequestParameterType.Query)]
            public virtual bool? RequestSyncToken { get; set; }

            /// <summary>Optional.</summary>
            [RequestParameter("syncToken", RequestParameterType.Query)]
            public virtual string? SyncToken { get; set; }

            public override string MethodName => "list";

            public override string HttpMethod => "GET";

            public override string RestPath => "v1/{+resourceName}/connections";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("resourceName", new Parameter { Name = "resourceName", IsRequired = true, ParameterType = "path", Pattern = @"^people/[^/]+$" });
                RequestParameters.Add("pageSize", new Parameter { Name = "pageSize", IsRequired = false, ParameterType = "query" });
                RequestParameters.Add("pageToken", new Parameter { Name = "pageToken", IsRequired = false, ParameterType = "query" });
                RequestParameters.Add("personFields", new Parameter { Name = "personFields", IsRequired = false, ParameterType = "query" });
                RequestParameters.Add("requestSyncToken", new Parameter { Name = "requestSyncToken", IsRequired = false, ParameterType = "query" });
                RequestParameters.Add("syncToken", new Parameter { Name = "syncToken", IsRequired = false, ParameterType = "query" });
            }
        }
    }
}
