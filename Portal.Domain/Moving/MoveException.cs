namespace Portal.Domain.Moving;

/// <summary>The move failed, and the target is empty again. The message is shown to the operator.</summary>
public sealed class MoveException : Exception
{
    public MoveException(string message)
        : base(message) { }

    public MoveException(string message, Exception cause)
        : base(message, cause) { }
}
