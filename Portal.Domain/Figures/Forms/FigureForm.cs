using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Figures.Forms;

/// <summary>填报表单: a form that units of some kinds fill in once a month. Its <see cref="Versions"/> hold the questions.</summary>
public sealed class FigureForm
{
    /// <summary>The longest code, in characters.</summary>
    public const int CodeLength = 40;

    /// <summary>The deadline unless a form has another one: the 5th working day of the next month.</summary>
    public const int UsualDeadline = 5;

    public int Id { get; set; }

    /// <summary>Used in addresses: small letters, digits and hyphens; never changes.</summary>
    public required string Code { get; set; }

    /// <summary>The kinds of unit that owe it.</summary>
    public UnitKinds Kinds { get; set; }

    /// <summary>
    /// The stream that its figures count for; null when they are only kept. At most one form per kind and stream at a time.
    /// </summary>
    public RecordStream? Stream { get; set; }

    /// <summary>The first month for which it is owed, as its first day.</summary>
    public DateOnly FirstMonth { get; set; }

    /// <summary>The last month for which it is owed; null until further notice.</summary>
    public DateOnly? LastMonth { get; set; }

    /// <summary>It is due at the end of this working day of the next month, 1 to 20.</summary>
    public int DeadlineWorkday { get; set; } = UsualDeadline;

    /// <summary>At least one, the first in force from <see cref="FirstMonth"/>.</summary>
    public List<FigureFormVersion> Versions { get; } = [];

    /// <summary>Whether the form is owed for the month.</summary>
    public bool Covers(DateOnly month) => FirstMonth <= month && (LastMonth is null || month <= LastMonth);
}

/// <summary>The questions of a form from a month on, until the next version.</summary>
public sealed class FigureFormVersion
{
    public int Id { get; set; }

    public int FormId { get; set; }

    /// <summary>The first day of the first month it is in force for.</summary>
    public DateOnly FromMonth { get; set; }

    /// <summary>As <see cref="Forms.FormJson"/> writes it.</summary>
    public required string Definition { get; set; }

    /// <summary>The author's sign-in name.</summary>
    public required string WrittenBy { get; set; }

    public DateTimeOffset WrittenAt { get; set; }
}

/// <summary>Kinds of unit, several at once.</summary>
[Flags]
public enum UnitKinds : byte
{
    None = 0,
    District = 1,
    Department = 2,
    Street = 4,
    Community = 8,
    Province = 16,
    City = 32,
}

public static class UnitKindSets
{
    public static bool Has(this UnitKinds kinds, UnitKind kind) => (kinds & (UnitKinds)(1 << ((int)kind - 1))) != UnitKinds.None;
}
