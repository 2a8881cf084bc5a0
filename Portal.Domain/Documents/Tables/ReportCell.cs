namespace Portal.Domain.Documents.Tables;

/// <summary>A text, a number (unrounded), or a gap with its reason.</summary>
public readonly record struct ReportCell
{
    private ReportCell(string? text, decimal? number, ReportGap gap) => (Text, Number, Gap) = (text, number, gap);

    public string? Text { get; }

    public decimal? Number { get; }

    public ReportGap Gap { get; }

    public static ReportCell Of(string text) => new(text, null, ReportGap.None);

    /// <summary>Null when there is no such number: no denominator, nothing to compare with.</summary>
    public static ReportCell Of(decimal? number) => new(null, number, number is null ? ReportGap.NoValue : ReportGap.None);

    public static ReportCell NotApplicable { get; } = new(null, null, ReportGap.NotApplicable);

    public static ReportCell NotProvided { get; } = new(null, null, ReportGap.NotProvided);

    public static ReportCell NotApproved { get; } = new(null, null, ReportGap.NotApproved);
}

/// <summary>The reason why a cell is empty; zero is a number.</summary>
public enum ReportGap
{
    None,

    /// <summary>Shown as “—”.</summary>
    NoValue,

    /// <summary>不适用.</summary>
    NotApplicable,

    /// <summary>未报送.</summary>
    NotProvided,

    /// <summary>未审核: reported, but not part of the figures yet.</summary>
    NotApproved,
}
