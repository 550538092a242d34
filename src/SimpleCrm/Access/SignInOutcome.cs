namespace SimpleCrm.Access;

/// <summary>How an attempt to sign in ended.</summary>
public enum SignInOutcome
{
    /// <summary>Signed in.</summary>
    Done,

    /// <summary>Unknown address, wrong password, locked or disabled: which one is not said.</summary>
    Refused,

    /// <summary>The password was right; a code of the second factor is asked for.</summary>
    CodeNeeded,

    /// <summary>The password was right, the code was not.</summary>
    WrongCode,
}
