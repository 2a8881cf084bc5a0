using Portal.Domain.Shared;

namespace Portal.Domain.Standards.Checklists;

/// <summary>Why a unit that must be stationed in the service centre is not, or what is done about it. The latest counts.</summary>
public sealed class StationingNote : IFrozen
{
    /// <summary>The longest text, in characters.</summary>
    public const int TextLength = 500;

    public int Id { get; set; }

    public int UnitId { get; set; }

    public required string Text { get; set; }

    /// <summary>The sign-in name.</summary>
    public required string By { get; set; }

    public DateTimeOffset At { get; set; }
}
