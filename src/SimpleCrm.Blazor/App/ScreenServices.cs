using SimpleCrm.Blazor.Activities;
using SimpleCrm.Blazor.Api;
using SimpleCrm.Blazor.Compose;
using SimpleCrm.Blazor.Contacts;
using SimpleCrm.Blazor.Deals;
using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Blazor.Merging;
using SimpleCrm.Blazor.Panel;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Blazor.Suggestions;
using SimpleCrm.Contacts;
using SimpleCrm.Deals;

namespace SimpleCrm.Blazor.App;

internal static class ScreenServices
{
    /// <summary>What the parts of one open page share.</summary>
    public static void AddScreens(this IServiceCollection services)
    {
        services.AddSingleton<RedirectAddress>();
        services.AddScoped<Notices>();
        services.AddScoped<ComposeDesk>();
        services.AddScoped<ThreadActs>();
        services.AddScoped<FollowUpActs>();
        services.AddScoped<OwnAddresses>();
        services.AddScoped<RecordActs>();
        services.AddScoped<TagColours>();
        services.AddScoped<MergeActs>();
        services.AddScoped<ActivityDesk>();
        services.AddScoped<RecordLookup>();
        services.AddScoped<PanelActs>();
        services.AddScoped<SuggestionTaking>();
        services.AddScoped<SuggestionActs>();
        services.AddScoped<CompanyLookup>();
        services.AddScoped<ContactLookup>();
        services.AddScoped<RecordSheet<ContactView, ContactContent>, ContactSheet>();
        services.AddScoped<RecordSheet<CompanyView, CompanyContent>, CompanySheet>();
        services.AddScoped<RecordSheet<LeadView, LeadContent>, LeadSheet>();
        services.AddScoped<RecordSheet<DealView, DealContent>, DealSheet>();
    }
}
