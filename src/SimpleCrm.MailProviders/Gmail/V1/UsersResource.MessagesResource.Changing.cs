using Google.Apis.Discovery;
using Google.Apis.Gmail.v1.Data;
using Google.Apis.Services;
using Google.Apis.Upload;
using Google.Apis.Util;

namespace Google.Apis.Gmail.v1;

internal partial class UsersResource
{
    public partial class MessagesResource
    {
        /// <summary>Modifies the labels on the specified message.</summary>
        public virtual ModifyRequest Modify(ModifyMessageRequest body, string userId, string id) => new(service, body, userId, id);

        /// <summary>Modifies the labels on the specified message.</summary>
        public class ModifyRequest : GmailBaseServiceRequest<Message>
        {
            public ModifyRequest(IClientService service, ModifyMessageRequest body, string userId, string id) : base(service)
            {
                UserId = userId;
                Id = id;
                Body = body;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            /// <summary>The ID of the message to modify.</summary>
            [RequestParameter("id", RequestParameterType.Path)]
            public virtual string Id { get; }

            private ModifyMessageRequest Body { get; }

            protected override object GetBody() => Body;

            public override string MethodName => "modify";

            public override string HttpMethod => "POST";

            public override string RestPath => "gmail/v1/users/{userId}/messages/{id}/modify";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
                RequestParameters.Add("id", new Parameter { Name = "id", IsRequired = true, ParameterType = "path" });
            }
        }

        /// <summary>Moves the specified message to the trash.</summary>
        public virtual TrashRequest Trash(string userId, string id) => new(service, userId, id);

        /// <summary>Moves the specified message to the trash.</summary>
        public class TrashRequest : GmailBaseServiceRequest<Message>
        {
            public TrashRequest(IClientService service, string userId, string id) : base(service)
            {
                UserId = userId;
                Id = id;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            /// <summary>The ID of the message to Trash.</summary>
            [RequestParameter("id", RequestParameterType.Path)]
            public virtual string Id { get; }

            public override string MethodName => "trash";

            public override string HttpMethod => "POST";

            public override string RestPath => "gmail/v1/users/{userId}/messages/{id}/trash";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
                RequestParameters.Add("id", new Parameter { Name = "id", IsRequired = true, ParameterType = "path" });
            }
        }

        /// <summary>Removes the specified message from the trash.</summary>
        public virtual UntrashRequest Untrash(string userId, string id) => new(service, userId, id);

        /// <summary>Removes the specified message from the trash.</summary>
        public class UntrashRequest : GmailBaseServiceRequest<Message>
        {
            public UntrashRequest(IClientService service, string userId, string id) : base(service)
            {
                UserId = userId;
                Id = id;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            /// <summary>The ID of the message to remove from Trash.</summary>
            [RequestParameter("id", RequestParameterType.Path)]
            public virtual string Id { get; }

            public override string MethodName => "untrash";

            public override string HttpMethod => "POST";

            public override string RestPath => "gmail/v1/users/{userId}/messages/{id}/untrash";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
                RequestParameters.Add("id", new Parameter { Name = "id", IsRequired = true, ParameterType = "path" });
            }
        }

        /// <summary>Modifies the labels on the specified messages.</summary>
        public virtual BatchModifyRequest BatchModify(BatchModifyMessagesRequest body, string userId) => new(service, body, userId);

        /// <summary>Modifies the labels on the specified messages.</summary>
        public class BatchModifyRequest : GmailBaseServiceRequest<string>
        {
            public BatchModifyRequest(IClientService service, BatchModifyMessagesRequest body, string userId) : base(service)
            {
                UserId = userId;
                Body = body;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            private BatchModifyMessagesRequest Body { get; }

            protected override object GetBody() => Body;

            public override string MethodName => "batchModify";

            public override string HttpMethod => "POST";

            public override string RestPath => "gmail/v1/users/{userId}/messages/batchModify";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
            }
        }

        /// <summary>Immediately and permanently deletes the specified message.</summary>
        public virtual DeleteRequest Delete(string userId, string id) => new(service, userId, id);

        /// <summary>Immediately and permanently deletes the specified message.</summary>
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

            /// <summary>The ID of the message to delete.</summary>
            [RequestParameter("id", RequestParameterType.Path)]
            public virtual string Id { get; }

            public override string MethodName => "delete";

            public override string HttpMethod => "DELETE";

            public override string RestPath => "gmail/v1/users/{userId}/messages/{id}";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
                RequestParameters.Add("id", new Parameter { Name = "id", IsRequired = true, ParameterType = "path" });
            }
        }

        /// <summary>Deletes many messages by message ID.</summary>
        public virtual BatchDeleteRequest BatchDelete(BatchDeleteMessagesRequest body, string userId) => new(service, body, userId);

        /// <summary>Deletes many messages by message ID.</summary>
        public class BatchDeleteRequest : GmailBaseServiceRequest<string>
        {
            public BatchDeleteRequest(IClientService service, BatchDeleteMessagesRequest body, string userId) : base(service)
            {
                UserId = userId;
                Body = body;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            private BatchDeleteMessagesRequest Body { get; }

            protected override object GetBody() => Body;

            public override string MethodName => "batchDelete";

            public override string HttpMethod => "POST";

            public override string RestPath => "gmail/v1/users/{userId}/messages/batchDelete";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
            }
        }
    }
}
