namespace Portal.Domain.Webhooks.Outbox;

/// <summary>The longest texts of the outbox, in characters.</summary>
internal static class OutboxColumns
{
    /// <summary>What is known of a failure beside its kind.</summary>
    public const int DetailLength = 300;

    public const int MessageIdLength = 64;

    /// <summary>A type of events.</summary>
    public const int TypeLength = 64;
}
