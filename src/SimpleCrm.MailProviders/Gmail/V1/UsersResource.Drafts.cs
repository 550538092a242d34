using Google.Apis.Discovery;
using Google.Apis.Gmail.v1.Data;
using Google.Apis.Services;
using Google.Apis.Upload;
using Google.Apis.Util;

namespace Google.Apis.Gmail.v1;

internal partial class UsersResource
{
    /// <summary>The "drafts" collection of methods.</summary>
    public partial class DraftsResource(IClientService service)
    {
        /// <summary>Lists the drafts in the user's mailbox.</summary>
        public virtual ListRequest List(string userId) => new(service, userId);

        /// <summary>Lists the drafts in the user's mailbox.</summary>
        public class ListRequest : GmailBaseServiceRequest<ListDraftsResponse>
        {
            public ListRequest(IClientService service, string userId) : base(service)
            {
                UserId = userId;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            /// <summary>Maximum number of drafts to return.</summary>
            [RequestParameter("maxResults", RequestParameterType.Query)]
            public virtual long? MaxResults { get; set; }

            /// <summary>Page token to retrieve a specific page of results in the list.</summary>
            [RequestParameter("pageToken", RequestParameterType.Query)]
            public virtual string? PageToken { get; set; }

            public override string MethodName => "list";

            public override string HttpMethod => "GET";

            public override string RestPath => "gmail/v1/users/{userId}/drafts";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
                RequestParameters.Add("maxResults", new Parameter { Name = "maxResults", IsRequired = false, ParameterType = "query" });
                RequestParameters.Add("pageToken", new Parameter { Name = "pageToken", IsRequired = false, ParameterType = "query" });
            }
        }

        /// <summary>Creates a new draft with the DRAFT label.</summary>
        public virtual CreateRequest Create(Draft body, string userId) => new(service, body, userId);

        /// <summary>Creates a new draft with the DRAFT label.</summary>
        public class CreateRequest : GmailBaseServiceRequest<Draft>
        {
            public CreateRequest(IClientService service, Draft body, string userId) : base(service)
            {
                UserId = userId;
                Body = body;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            private Draft Body { get; }

            protected override object GetBody() => Body;

            public override string MethodName => "create";

            public override string HttpMethod => "POST";

            public override string RestPath => "gmail/v1/users/{userId}/drafts";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
            }
        }

        /// <summary>Creates a new draft with the DRAFT label, uploaded in pieces.</summary>
        public virtual CreateMediaUpload Create(Draft body, string userId, Stream stream, string contentType) => new(service, body, userId, stream, contentType);

        /// <summary>Create media upload which supports resumable upload.</summary>
        public class CreateMediaUpload : ResumableUpload<Draft, Draft>
        {
            public CreateMediaUpload(IClientService service, Draft body, string userId, Stream stream, string contentType)
                : base(service, "upload/gmail/v1/users/{userId}/drafts", "POST", stream, contentType)
            {
                UserId = userId;
                Body = body;
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }
        }

        /// <summary>Replaces a draft's content, uploaded in pieces.</summary>
        public virtual UpdateMediaUpload Update(Draft body, string userId, string id, Stream stream, string contentType) => new(service, body, userId, id, stream, contentType);

        /// <summary>Update media upload which supports resumable upload.</summary>
        public class UpdateMediaUpload : ResumableUpload<Draft, Draft>
        {
            public UpdateMediaUpload(IClientService service, Draft body, string userId, string id, Stream stream, string contentType)
                : base(service, "upload/gmail/v1/users/{userId}/drafts/{id}", "PUT", stream, contentType)
            {
                UserId = userId;
                Id = id;
                Body = body;
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            /// <summary>The ID of the draft to update.</summary>
            [RequestParameter("id", RequestParameterType.Path)]
            public virtual string Id { get; }
        }

        /// <summary>Replaces a draft's content.</summary>
        public virtual UpdateRequest Update(Draft body, string userId, string id) => new(service, body, userId, id);

        /// <summary>Replaces a draft's content.</summary>
        public class UpdateRequest : GmailBaseServiceRequest<Draft>
        {
            public UpdateRequest(IClientService service, Draft body, string userId, string id) : base(service)
            {
                UserId = userId;
                Id = id;
                Body = body;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            /// <summary>The ID of the draft to update.</summary>
            [RequestParameter("id", RequestParameterType.Path)]
            public virtual string Id { get; }

            private Draft Body { get; }

            protected override object GetBody() => Body;

            public override string MethodName => "update";

            public override string HttpMethod => "PUT";

            public override string RestPath => "gmail/v1/users/{userId}/drafts/{id}";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
                RequestParameters.Add("id", new Parameter { Name = "id", IsRequired = true, ParameterType = "path" });
            }
        }

        /// <summary>Immediately and permanently deletes the specified draft.</summary>
        public virtual DeleteRequest Delete(string userId, string id) => new(service, userId, id);

        /// <summary>Immediately and permanently deletes the specified draft.</summary>
        public class DeleteRequest : GmailBaseServiceRequest<string>
        {
            public DeleteRequest(IClientService service, string userId, string id) : base(service)
            {
                UserId = userId;
                Id = id;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            /// <summary>The ID of the draft to delete.</summary>
            [RequestParameter("id", RequestParameterType.Path)]
            public virtual string Id { get; }

            public override string MethodName => "delete";

            public override string HttpMethod => "DELETE";

            public override string RestPath => "gmail/v1/users/{userId}/drafts/{id}";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
                RequestParameters.Add("id", new Parameter { Name = "id", IsRequired = true, ParameterType = "path" });
            }
        }
    }
}
