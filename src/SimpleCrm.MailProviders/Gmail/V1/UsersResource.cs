using Google.Apis.Discovery;
using Google.Apis.Gmail.v1.Data;
using Google.Apis.Services;
using Google.Apis.Upload;
using Google.Apis.Util;

namespace Google.Apis.Gmail.v1;

/// <summary>The "users" collection of methods.</summary>
internal partial class UsersResource(IClientService service)
{
    public virtual MessagesResource Messages { get; } = new(service);

    public virtual LabelsResource Labels { get; } = new(service);

    public virtual DraftsResource Drafts { get; } = new(service);

    public virtual HistoryResource History { get; } = new(service);

    public virtual SettingsResource Settings { get; } = new(service);

    /// <summary>Gets the current user's Gmail profile.</summary>
    public virtual GetProfileRequest GetProfile(string userId) => new(service, userId);

    /// <summary>Gets the current user's Gmail profile.</summary>
    public class GetProfileRequest : GmailBaseServiceRequest<Profile>
    {
        public GetProfileRequest(IClientService service, string userId) : base(service)
        {
            UserId = userId;
            InitParameters();
        }

        /// <summary>The user's email address.</summary>
        [RequestParameter("userId", RequestParameterType.Path)]
        public virtual string UserId { get; }

        public override string MethodName => "getProfile";

        public override string HttpMethod => "GET";

        public override string RestPath => "gmail/v1/users/{userId}/profile";

        protected override void InitParameters()
        {
            base.InitParameters();
            RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
        }
    }

    /// <summary>Set up or update a push notification watch on the given user mailbox.</summary>
    public virtual WatchRequest Watch(Data.WatchRequest body, string userId) => new(service, body, userId);

    /// <summary>Set up or update a push notification watch on the given user mailbox.</summary>
    public class WatchRequest : GmailBaseServiceRequest<WatchResponse>
    {
        public WatchRequest(IClientService service, Data.WatchRequest body, string userId) : base(service)
        {
            UserId = userId;
            Body = body;
            InitParameters();
        }

        /// <summary>The user's email address.</summary>
        [RequestParameter("userId", RequestParameterType.Path)]
        public virtual string UserId { get; }

        private Data.WatchRequest Body { get; }

        protected override object GetBody() => Body;

        public override string MethodName => "watch";

        public override string HttpMethod => "POST";

        public override string RestPath => "gmail/v1/users/{userId}/watch";

        protected override void InitParameters()
        {
            base.InitParameters();
            RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
        }
    }

    /// <summary>Stop receiving push notifications for the given user mailbox.</summary>
    public virtual StopRequest Stop(string userId) => new(service, userId);

    /// <summary>Stop receiving push notifications for the given user mailbox.</summary>
    public class StopRequest : GmailBaseServiceRequest<string>
    {
        public StopRequest(IClientService service, string userId) : base(service)
        {
            UserId = userId;
            InitParameters();
        }

        /// <summary>The user's email address.</summary>
        [RequestParameter("userId", RequestParameterType.Path)]
        public virtual string UserId { get; }

        public override string MethodName => "stop";

        public override string HttpMethod => "POST";

        public override string RestPath => "gmail/v1/users/{userId}/stop";

        protected override void InitParameters()
        {
            base.InitParameters();
            RequestParameters.Add("userId", new Parameter { Name = "userId", IsRequired = true, ParameterType = "path", DefaultValue = "me" });
        }
    }
}
