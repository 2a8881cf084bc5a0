namespace Portal.Domain.Marks;

/// <summary>Which version of a task a person has opened last.</summary>
public sealed class ReadMark
{
    /// <summary>The longest key, in characters.</summary>
    public const int KeyLength = 64;

    /// <summary>The longest sign-in name, in characters.</summary>
    public const int NameLength = 256;

    /// <summary>The sign-in name.</summary>
    public required string Person { get; set; }

    /// <summary>The task, as <see cref="TaskKeys"/> names it.</summary>
    public required string Task { get; set; }

    /// <summary>The task's revision at that time.</summary>
    public int Version { get; set; }

    /// <summary>When it was opened last in another version than before.</summary>
    public DateTimeOffset At { get; set; }
}
