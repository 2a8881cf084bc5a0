using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Monthly;

namespace Portal.Domain.Reports.Archive;

/// <summary>Knows which reports there are, and has drafts built.</summary>
public interface IReportShelf
{
    /// <summary>Every unit of the scope that is in force at the end of the period, the highest first, with what there is of its report.</summary>
    Task<IReadOnlyList<ShelfRow>> ReadAsync(
        Actor actor,
        DateOnly from,
        DateOnly to,
        CultureInfo culture,
        CancellationToken cancellation = default
    );

    /// <summary>The signed reports of the scope, latest first.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="unit">Code of one unit; null for all.</param>
    /// <param name="month">The last month; null for all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<IReadOnlyList<SignedRow>> SignedAsync(
        Actor actor,
        string? unit = null,
        DateOnly? month = null,
        CancellationToken cancellation = default
    );

    /// <summary>Has drafts built, again where they were built before; what waits or is being built is left alone. Needs no right to write.</summary>
    /// <param name="actor">Who asks; units out of scope are passed over.</param>
    /// <param name="units">Codes; null for every unit of the scope that is in force at the end of the period.</param>
    /// <param name="from">The first day of the first month.</param>
    /// <param name="to">The first day of the last month.</param>
    /// <param name="culture">The language.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>How many were asked for.</returns>
    Task<int> RequestAsync(
        Actor actor,
        IReadOnlyCollection<string>? units,
        DateOnly from,
        DateOnly to,
        CultureInfo culture,
        CancellationToken cancellation = default
    );

    /// <summary>How far the drafts of the scope are, over all periods asked for in the last two days.</summary>
    Task<BuildProgress> ProgressAsync(Actor actor, CancellationToken cancellation = default);
}

/// <param name="Signed">The latest signed one; null for none.</param>
/// <param name="Build">The draft that was asked for; null for none.</param>
public sealed record ShelfRow(int UnitId, string Unit, string UnitName, UnitKind Kind, SignedSummary? Signed, BuildSummary? Build);

/// <param name="Error">Why it failed; null otherwise.</param>
public sealed record BuildSummary(
    BuildState State,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    DateTimeOffset? FinishedAt,
    string? Error
);

public sealed record SignedRow(string Unit, string UnitName, DateOnly From, DateOnly To, SignedSummary Signed);

public sealed record BuildProgress(int Waiting, int Running, int Done, int Failed)
{
    public int Total => Waiting + Running + Done + Failed;

    public bool IsOver => Waiting + Running == 0;
}
