using Google.Apis.Discovery;
using Google.Apis.Gmail.v1.Data;
using Google.Apis.Services;
using Google.Apis.Upload;
using Google.Apis.Util;

namespace Google.Apis.Gmail.v1;

internal partial class UsersResource
{
    /// <summary>The "settings" collection of methods.</summary>
    public class SettingsResource(IClientService service)
    {
        public virtual SendAsResource SendAs { get; } = new(service);

        /// <summary>The "sendAs" collection of methods.</summary>
        public class SendAsResource(IClientService service)
        {
            /// <summary>Lists the send-as aliases for the specified account.</summary>
            public virtual ListRequest List(string userId) => new(service, userId);

            /// <summary>Lists the send-as aliases for the specified account.</summary>
            public class ListRequest : GmailBaseServiceRequest<ListSendAsResponse>
            {
                public ListRequest(IClientService service, string userId) : base(service)
                {
                    UserId = userId;
                    InitParameters();
                }

                /// <summary>User's email address.</summary>
                [RequestParameter("userId", RequestParameterType.Path)]
                public virtual string UserId { get; }

                public override string MethodName => "list";

                public override string HttpMethod => "GET";

                public override string RestPath => "gmail/v1/users/{userId}/settings/sendAs";

                protected override void InitParameters()
                {
                    base.InitParameters();
                    RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
                }
            }
        }
    }
}
