namespace SimpleCrm.Mail;

/// <summary>How an original is answered.</summary>
public enum ReplyMode
{
    Reply,
    ReplyAll,
    Forward,
}
