using Google.Apis.Discovery;
using Google.Apis.Gmail.v1.Data;
using Google.Apis.Services;
using Google.Apis.Upload;
using Google.Apis.Util;

namespace Google.Apis.Gmail.v1;

internal partial class UsersResource
{
    /// <summary>The "messages" collection of methods: reading.</summary>
    public partial class MessagesResource(IClientService service)
    {
        /// <summary>Lists the messages in the user's mailbox.</summary>
        public virtual ListRequest List(string userId) => new(service, userId);

        /// <summary>Lists the messages in the user's mailbox.</summary>
        public class ListRequest : GmailBaseServiceRequest<ListMessagesResponse>
        {
            public ListRequest(IClientService service, string userId) : base(service)
            {
                UserId = userId;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            /// <summary>Include messages from SPAM and TRASH in the results.</summary>
            [RequestParameter("includeSpamTrash", RequestParameterType.Query)]
            public virtual bool? IncludeSpamTrash { get; set; }

            /// <summary>Only return messages with labels that match all of the specified label IDs.</summary>
            [RequestParameter("labelIds", RequestParameterType.Query)]
            public virtual Repeatable<string>? LabelIds { get; set; }

            /// <summary>Maximum number of messages to return.</summary>
            [RequestParameter("maxResults", RequestParameterType.Query)]
            public virtual long? MaxResults { get; set; }

            /// <summary>Page token to retrieve a specific page of results in the list.</summary>
            [RequestParameter("pageToken", RequestParameterType.Query)]
            public virtual string? PageToken { get; set; }

            /// <summary>Only return messages matching the specified query.</summary>
            [RequestParameter("q", RequestParameterType.Query)]
            public virtual string? Q { get; set; }

            public override string MethodName => "list";

            public override string HttpMethod => "GET";

            public override string RestPath => "gmail/v1/users/{userId}/messages";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
                RequestParameters.Add("includeSpamTrash", new Parameter { Name = "includeSpamTrash", IsRequired = false, ParameterType = "query" });
                RequestParameters.Add("labelIds", new Parameter { Name = "labelIds", IsRequired = false, ParameterType = "query" });
                RequestParameters.Add("maxResults", new Parameter { Name = "maxResults", IsRequired = false, ParameterType = "query" });
                RequestParameters.Add("pageToken", new Parameter { Name = "pageToken", IsRequired = false, ParameterType = "query" });
                RequestParameters.Add("q", new Parameter { Name = "q", IsRequired = false, ParameterType = "query" });
            }
        }

        /// <summary>Gets the specified message.</summary>
        public virtual GetRequest Get(string userId, string id) => new(service, userId, id);

        /// <summary>Gets the specified message.</summary>
        public class GetRequest : GmailBaseServiceRequest<Message>
        {
            public GetRequest(IClientService service, string userId, string id) : base(service)
            {
                UserId = userId;
                Id = id;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            /// <summary>The ID of the message to retrieve.</summary>
            [RequestParameter("id", RequestParameterType.Path)]
            public virtual string Id { get; }

            /// <summary>The format to return the message in.</summary>
            [RequestParameter("format", RequestParameterType.Query)]
            public virtual FormatEnum? Format { get; set; }

            /// <summary>When given and format is METADATA, only include headers specified.</summary>
            [RequestParameter("metadataHeaders", RequestParameterType.Query)]
            public virtual Repeatable<string>? MetadataHeaders { get; set; }

            public enum FormatEnum
            {
                [StringValue("minimal")]
                Minimal = 0,

                [StringValue("full")]
                Full = 1,

                [StringValue("raw")]
                Raw = 2,

                [StringValue("metadata")]
                Metadata = 3,
            }

            public override string MethodName => "get";

            public override string HttpMethod => "GET";

            public override string RestPath => "gmail/v1/users/{userId}/messages/{id}";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
                RequestParameters.Add("id", new Parameter { Name = "id", IsRequired = true, ParameterType = "path" });
                RequestParameters.Add("format", new Parameter { Name = "format", IsRequired = false, ParameterType = "query" });
                RequestParameters.Add("metadataHeaders", new Parameter { Name = "metadataHeaders", IsRequired = false, ParameterType = "query" });
            }
        }
    }
}
