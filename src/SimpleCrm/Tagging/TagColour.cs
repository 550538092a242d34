namespace SimpleCrm.Tagging;

/// <summary>The colours a tag can have, as stored.</summary>
public enum TagColour
{
    Grey = 0,
    Red = 1,
    Orange = 2,
    Yellow = 3,
    Green = 4,
    Teal = 5,
    Blue = 6,
    Purple = 7,
}
