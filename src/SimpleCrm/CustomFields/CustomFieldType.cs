namespace SimpleCrm.CustomFields;

/// <summary>What a custom field holds, as stored. It never changes: values of one type are none of another.</summary>
public enum CustomFieldType
{
    /// <summary>One line.</summary>
    Text = 1,

    /// <summary>A decimal number.</summary>
    Number = 2,

    /// <summary>A day of the calendar.</summary>
    Date = 3,
    YesNo = 4,

    /// <summary>One of the field's choices.</summary>
    Choice = 5,

    /// <summary>An http or https address.</summary>
    Link = 6,
}
