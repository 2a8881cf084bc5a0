namespace Portal.Domain.Moving;

/// <summary>Why a database was not moved, in a sentence for whoever asked; nothing was left in the target.</summary>
public sealed class MoveException : Exception
{
    public MoveException(string message)
        : base(message) { }

    public MoveException(string message, Exception cause)
        : base(message, cause) { }
}
