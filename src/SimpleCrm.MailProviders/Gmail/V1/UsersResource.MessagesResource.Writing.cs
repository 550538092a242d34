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
        /// <summary>Sends the specified message to the recipients in the To, Cc, and Bcc headers.</summary>
        public virtual SendRequest Send(Message body, string userId) => new(service, body, userId);

        /// <summary>Sends the specified message to the recipients in the To, Cc, and Bcc headers.</summary>
        public class SendRequest : GmailBaseServiceRequest<Message>
        {
            public SendRequest(IClientService service, Message body, string userId) : base(service)
            {
                UserId = userId;
                Body = body;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            private Message Body { get; }

            protected override object GetBody() => Body;

            public override string MethodName => "send";

            public override string HttpMethod => "POST";

            public override string RestPath => "gmail/v1/users/{userId}/messages/send";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
            }
        }

        /// <summary>Sends the specified message, uploaded in pieces.</summary>
        public virtual SendMediaUpload Send(Message body, string userId, Stream stream, string contentType) => new(service, body, userId, stream, contentType);

        /// <summary>Send media upload which supports resumable upload.</summary>
        public class SendMediaUpload : ResumableUpload<Message, Message>
        {
            public SendMediaUpload(IClientService service, Message body, string userId, Stream stream, string contentType)
                : base(service, "upload/gmail/v1/users/{userId}/messages/send", "POST", stream, contentType)
            {
                UserId = userId;
                Body = body;
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }
        }

        /// <summary>Directly inserts a message into only this user's mailbox similar to IMAP APPEND, bypassing most scanning and classification.</summary>
        public virtual InsertRequest Insert(Message body, string userId) => new(service, body, userId);

        /// <summary>Directly inserts a message into only this user's mailbox similar to IMAP APPEND, bypassing most scanning and classification.</summary>
        public class InsertRequest : GmailBaseServiceRequest<Message>
        {
            public InsertRequest(IClientService service, Message body, string userId) : base(service)
            {
                UserId = userId;
                Body = body;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            /// <summary>Source for Gmail's internal date of the message.</summary>
            [RequestParameter("internalDateSource", RequestParameterType.Query)]
            public virtual InternalDateSourceEnum? InternalDateSource { get; set; }

            public enum InternalDateSourceEnum
            {
                [StringValue("receivedTime")]
                Receivedtime = 0,

                [StringValue("dateHeader")]
                Dateheader = 1,
            }

            private Message Body { get; }

            protected override object GetBody() => Body;

            public override string MethodName => "insert";

            public override string HttpMethod => "POST";

            public override string RestPath => "gmail/v1/users/{userId}/messages";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
                RequestParameters.Add("internalDateSource", new Parameter { Name = "internalDateSource", IsRequired = false, ParameterType = "query" });
            }
        }
    }
}
