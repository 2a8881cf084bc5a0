using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Archive;

/// <summary>Opens, renders and compares reports of units for which the actor may read them.</summary>
public interface IReportReader
{
    /// <summary>The present report: the latest signed one, else the draft computed now.</summary>
    /// <returns>Null when there is no such unit in the period, the period has not begun, or the unit is out of the actor's scope.</returns>
    Task<ReportView?> OpenAsync(Actor actor, ReportKey key, CultureInfo culture, CancellationToken cancellation = default);

    /// <summary>The draft computed now, whether or not one was signed; null as with <see cref="OpenAsync"/>.</summary>
    Task<ReportView?> OpenDraftAsync(Actor actor, ReportKey key, CultureInfo culture, CancellationToken cancellation = default);

    /// <summary>
    /// A file of the signed report, byte for byte; of the draft as of now when none was signed. The same data give the same bytes.
    /// </summary>
    /// <param name="number">The number of the signed report; null for the latest, or the draft when there is none.</param>
    /// <returns>Null as with <see cref="OpenAsync"/>, or when there is no such number.</returns>
    Task<ReportFile?> FileAsync(
        Actor actor,
        ReportKey key,
        ReportFormat format,
        CultureInfo culture,
        int? number = null,
        CancellationToken cancellation = default
    );

    /// <summary>The differences between the present figures and a signed report; empty when nothing changed.</summary>
    /// <param name="number">Null for the latest signed one.</param>
    /// <returns>Null as with <see cref="FileAsync"/>, or when none was signed.</returns>
    Task<ReportDifference?> CompareAsync(
        Actor actor,
        ReportKey key,
        CultureInfo culture,
        int? number = null,
        CancellationToken cancellation = default
    );
}
