using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Access.Sources;

/// <summary>The holder of a source's name: senders outside the holder's unit cannot send records under the name.</summary>
public sealed class SourceName
{
    /// <summary>The longest name, in characters.</summary>
    public const int Length = 64;

    /// <summary>As records name it, such as <c>approval-system</c>; capital letters make another name.</summary>
    public required string Name { get; set; }

    /// <summary>The unit that holds the name; null when the portal as a whole holds it.</summary>
    public int? UnitId { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The user or API key that claimed or assigned it.</summary>
    public required string ChangedBy { get; set; }

    /// <summary>The beginning of the names that the entry page gives, before a unit's code: no other sender may use them.</summary>
    public const string EntryPrefix = "entry-";

    /// <summary>The name, cleaned like every identifier of a record; null when no source can have it.</summary>
    public static string? Clean(string text) =>
        Identifiers.Clean(text) is { Length: > 0 and <= Length } name && RecordText.IsStorable(name) && !RecordText.HasBreak(name)
            ? name
            : null;

    /// <summary>Whether only the entry page gives the name: it is nobody's to claim, to assign or to bind a key to.</summary>
    public static bool IsOfEntry(string name) => name.StartsWith(EntryPrefix, StringComparison.Ordinal);

    /// <summary>Whether the scope includes the holder; the portal as a whole is included by a scope of all units.</summary>
    public static bool IsHeldWithin(UnitScope scope, int? holder, UnitTree units, DateOnly today) =>
        holder is { } unit ? scope.Contains(units, unit, today) : scope.CoversAll(units, today);

    /// <summary>The holder of a name that a sender with the scope claims: its highest unit, or the portal as a whole.</summary>
    public static int? HolderOf(UnitScope scope, UnitTree units, DateOnly today) =>
        scope.CoversAll(units, today) ? null : scope.TopsAt(units, today)[0].Id;
}
