namespace Portal.Domain.Data.Files;

/// <summary>
/// The database is missing, damaged, no database of the portal, or of another version, and nothing was started. The message is shown to
/// the operator and says what to do.
/// </summary>
public sealed class UnusableDatabaseException : Exception
{
    public UnusableDatabaseException(string message)
        : base(message) { }

    public UnusableDatabaseException(string message, Exception cause)
        : base(message, cause) { }
}
