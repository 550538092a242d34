using Google.Apis.Discovery;
using Google.Apis.PeopleService.v1.Data;
using Google.Apis.Services;
using Google.Apis.Util;

namespace Google.Apis.PeopleService.v1;

/// <summary>The "otherContacts" collection of methods.</summary>
internal class OtherContactsResource(IClientService service)
{
    /// <summary>List all "Other contacts", that is contacts that are not in a contact group.</summary>
    public virtual ListRequest List() => new(service);

    /// <summary>List all "Other contacts", that is contacts that are not in a contact group.</summary>
    public class ListRequest : PeopleServiceBaseServiceRequest<ListOtherContactsResponse>
    {
        public ListRequest(IClientService service) : base(service)
        {
            InitParameters();
        }

        /// <summary>Optional.</summary>
        [RequestParameter("pageSize", RequestParameterType.Query)]
        public virtual long? PageSize { get; set; }

        /// <summary>Optional.</summary>
        [RequestParameter("pageToken", RequestParameterType.Query)]
        public virtual string? PageToken { get; set; }

        /// <summary>Required.</summary>
        [RequestParameter("readMask", RequestParameterType.Query)]
        public virtual string? ReadMask { get; set; }

        /// <summary>Optional.</summary>
        [RequestParameter("requestSyncToken", RequestParameterType.Query)]
        public virtual bool? RequestSyncToken { get; set; }

        /// <summary>Optional.</summary>
        [RequestParameter("syncToken", RequestParameterType.Query)]
        public virtual string? SyncToken { get; set; }

        public override string MethodName => "list";

        public override string HttpMethod => "GET";

        public override string RestPath => "v1/otherContacts";

        protected override void InitParameters()
        {
            base.InitParameters();
            RequestParameters.Add("pageSize", new Parameter { Name = "pageSize", IsRequired = false, ParameterType = "query" });
            RequestParameters.Add("pageToken", new Parameter { Name = "pageToken", IsRequired = false, ParameterType = "query" });
            RequestParameters.Add("readMask", new Parameter { Name = "readMask", IsRequired = false, ParameterType = "query" });
            RequestParameters.Add("requestSyncToken", new Parameter { Name = "requestSyncToken", IsRequired = false, ParameterType = "query" });
            RequestParameters.Add("syncToken", new Parameter { Name = "syncToken", IsRequired = false, ParameterType = "query" });
        }
    }
}
