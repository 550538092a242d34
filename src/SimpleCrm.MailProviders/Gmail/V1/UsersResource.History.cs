using Google.Apis.Discovery;
using Google.Apis.Gmail.v1.Data;
using Google.Apis.Services;
using Google.Apis.Upload;
using Google.Apis.Util;

namespace Google.Apis.Gmail.v1;

internal partial class UsersResource
{
    /// <summary>The "history" collection of methods.</summary>
    public partial class HistoryResource(IClientService service)
    {
        /// <summary>Lists the history of all changes to the given mailbox.</summary>
        public virtual ListRequest List(string userId) => new(service, userId);

        /// <summary>Lists the history of all changes to the given mailbox.</summary>
        public class ListRequest : GmailBaseServiceRequest<ListHistoryResponse>
        {
            public ListRequest(IClientService service, string userId) : base(service)
            {
                UserId = userId;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            /// <summary>Maximum number of history records to return.</summary>
            [RequestParameter("maxResults", RequestParameterType.Query)]
            public virtual long? MaxResults { get; set; }

            /// <summary>Page token to retrieve a specific page of results in the list.</summary>
            [RequestParameter("pageToken", RequestParameterType.Query)]
            public virtual string? PageToken { get; set; }

            /// <summary>Required.</summary>
            [RequestParameter("startHistoryId", RequestParameterType.Query)]
            public virtual ulong? StartHistoryId { get; set; }

            public override string MethodName => "list";

            public override string HttpMethod => "GET";

            public override string RestPath => "gmail/v1/users/{userId}/history";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
                RequestParameters.Add("maxResults", new Parameter { Name = "maxResults", IsRequired = false, ParameterType = "query" });
                RequestParameters.Add("pageToken", new Parameter { Name = "pageToken", IsRequired = false, ParameterType = "query" });
                RequestParameters.Add("startHistoryId", new Parameter { Name = "startHistoryId", IsRequired = false, ParameterType = "query" });
            }
        }
    }
}
