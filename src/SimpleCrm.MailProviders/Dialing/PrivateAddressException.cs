namespace SimpleCrm.MailProviders.Dialing;

/// <summary>A name leads only to addresses that must not be dialled.</summary>
public sealed class PrivateAddressException() : Exception("The host is in a private network.");
