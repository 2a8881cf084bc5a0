namespace Portal.Domain.Data.Files;

/// <summary>A backup or restore was refused or failed. The message is shown to the operator.</summary>
public sealed class BackupException : Exception
{
    public BackupException(string message)
        : base(message) { }

    public BackupException(string message, Exception cause)
        : base(message, cause) { }
}
