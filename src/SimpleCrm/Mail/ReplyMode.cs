namespace SimpleCrm.Mail;

public enum ReplyMode
{
    Reply,
    ReplyAll,
    Forward,
}
