using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.CustomFields;
using SimpleCrm.Deals;
using SimpleCrm.Views;

namespace SimpleCrm.Contacts;

internal static class RecordServices
{
    public static IServiceCollection AddRecords(this IServiceCollection services) => services
        .AddSingleton<CustomFieldSettings>()
        .AddSingleton<SavedViews>()
        .AddSingleton<ContactRecords>()
        .AddSingleton<CompanyRecords>()
        .AddSingleton<LeadRecords>()
        .AddSingleton<LeadConversion>()
        .AddSingleton<Pipelines>()
        .AddSingleton<PipelineEditing>()
        .AddSingleton<DealRecords>();
}
