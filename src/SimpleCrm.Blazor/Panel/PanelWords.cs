using SimpleCrm.Blazor.Records;
using SimpleCrm.Links;

namespace SimpleCrm.Blazor.Panel;

/// <summary>Kinds of records as screens name them.</summary>
internal static class PanelWords
{
    public static RecordLabels LabelsOf(RecordKind kind) => kind switch
    {
        RecordKind.Contact => RecordLabels.Contact,
        RecordKind.Lead => RecordLabels.Lead,
        RecordKind.Company => RecordLabels.Company,
        _ => RecordLabels.Deal,
    };
}
