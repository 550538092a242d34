using Google.Apis.Discovery;
using Google.Apis.Gmail.v1.Data;
using Google.Apis.Services;
using Google.Apis.Upload;
using Google.Apis.Util;

namespace Google.Apis.Gmail.v1;

internal partial class UsersResource
{
    /// <summary>The "labels" collection of methods.</summary>
    public partial class LabelsResource(IClientService service)
    {
        /// <summary>Lists all labels in the user's mailbox.</summary>
        public virtual ListRequest List(string userId) => new(service, userId);

        /// <summary>Lists all labels in the user's mailbox.</summary>
        public class ListRequest : GmailBaseServiceRequest<ListLabelsResponse>
        {
            public ListRequest(IClientService service, string userId) : base(service)
            {
                UserId = userId;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            public override string MethodName => "list";

            public override string HttpMethod => "GET";

            public override string RestPath => "gmail/v1/users/{userId}/labels";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
            }
        }

        /// <summary>Creates a new label.</summary>
        public virtual CreateRequest Create(Label body, string userId) => new(service, body, userId);

        /// <summary>Creates a new label.</summary>
        public class CreateRequest : GmailBaseServiceRequest<Label>
        {
            public CreateRequest(IClientService service, Label body, string userId) : base(service)
            {
                UserId = userId;
                Body = body;
                InitParameters();
            }

            /// <summary>The user's email address.</summary>
            [RequestParameter("userId", RequestParameterType.Path)]
            public virtual string UserId { get; }

            private Label Body { get; }

            protected override object GetBody() => Body;

            public override string MethodName => "create";

            public override string HttpMethod => "POST";

            public override string RestPath => "gmail/v1/users/{userId}/labels";

            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
            }
        }
    }
}
